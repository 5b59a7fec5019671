using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Projects;

/// <summary>Where the list of a project's distributions comes from.</summary>
public enum ProjectKind
{
    /// <summary><c>pyproject.toml</c> and <c>uv.lock</c>.</summary>
    Uv,

    /// <summary>A requirements file, as pip knows it.</summary>
    Requirements,

    /// <summary>A <c>pylock.toml</c> (PEP 751).</summary>
    Pylock,

    /// <summary>One Python file with its dependencies inside (PEP 723), with or without a lock beside it.</summary>
    Script,
}

/// <summary>What kind of project lies where <c>PyContainerProject</c> points. This is the one place that decides it;
/// nothing is read.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Folder">The project's folder, as a full path.</param>
/// <param name="File">The file that decides what is installed, as a full path; it may be missing when the kind is
/// <see cref="ProjectKind.Uv"/>.</param>
public sealed record ProjectShape(ProjectKind Kind, string Folder, string File)
{
    /// <summary>The lock beside a script.</summary>
    public string ScriptLock => File + ".lock";

    /// <summary>Decides the shape.</summary>
    /// <param name="path">A folder, or the file itself; a full path.</param>
    /// <exception cref="PyContainersException">PYC2014 for a file that is not there or is none of these.</exception>
    public static ProjectShape Of(string path)
    {
        if (Directory.Exists(path))
            return InFolder(path);
        if (OfFile(Path.GetFileName(path)) is not { } kind)
            return System.IO.File.Exists(path)
                ? throw Invalid(
                    path,
                    "it must be a folder, a pyproject.toml, a pylock.toml, a requirements file (.txt, .in) or a Python "
                        + "script."
                )
                : InFolder(path);
        return System.IO.File.Exists(path)
            ? new ProjectShape(kind, Path.GetDirectoryName(path)!, path)
            : throw Invalid(path, "there is no such file.");
    }

    // pyproject.toml first: the others are often exported from its lock. pylock.toml before requirements.txt: it always
    // has hashes.
    private static ProjectShape InFolder(string folder)
    {
        foreach (
            var (name, kind) in new[]
            {
                ("pyproject.toml", ProjectKind.Uv),
                ("pylock.toml", ProjectKind.Pylock),
                ("requirements.txt", ProjectKind.Requirements),
            }
        )
        {
            if (Path.Combine(folder, name) is var file && System.IO.File.Exists(file))
                return new ProjectShape(kind, folder, file);
        }

        return new ProjectShape(ProjectKind.Uv, folder, Path.Combine(folder, "pyproject.toml"));
    }

    private static ProjectKind? OfFile(string name) => Path.GetExtension(name) switch
    {
        ".py" => ProjectKind.Script,
        ".txt" or ".in" => ProjectKind.Requirements,
        ".toml" when name == "pyproject.toml" => ProjectKind.Uv,
        ".toml" when name.StartsWith("pylock.", StringComparison.Ordinal) => ProjectKind.Pylock,
        _ => null,
    };

    private static PyContainersException Invalid(string path, string why) =>
        ProjectErrors.InvalidProperty("PyContainerProject", path, why);
}
