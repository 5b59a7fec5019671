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

/// <summary>What kind of project lies where <c>PyContainerProject</c> points. This is the one place that decides
/// it.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Folder">The project's folder, as a full path.</param>
/// <param name="File">The file that decides what is installed, as a full path; it may be missing when the kind is
/// <see cref="ProjectKind.Uv"/>.</param>
public sealed record ProjectShape(ProjectKind Kind, string Folder, string File)
{
    /// <summary>All the files; several only of requirements.</summary>
    public IReadOnlyList<string> Files => Others.Length == 0 ? [File] : [File, .. Others.Split('\n')];

    // As a text, so that two shapes can be compared.
    private string Others { get; init; } = "";

    /// <summary>The lock beside a script.</summary>
    public string ScriptLock => File + ".lock";

    /// <summary>Decides the shape.</summary>
    /// <param name="path">A folder, or the file itself; a full path. Several requirements files with <c>;</c> between
    /// them.</param>
    /// <exception cref="PyContainersException">PYC2014 for a file that is not there or is none of these.</exception>
    public static ProjectShape Of(string path)
    {
        if (Directory.Exists(path))
            return InFolder(path);
        if (!System.IO.File.Exists(path) && path.Split(';') is [var first, _, ..] several)
            return OfSeveral(first, several);
        if (OfFile(Path.GetFileName(path)) is not { } kind)
            return System.IO.File.Exists(path)
                ? throw Invalid(
                    path,
                    "it must be a folder, a pyproject.toml, a pylock.toml, a requirements file (.txt, .in) or a Python "
                        + "script."
                )
                : InFolder(path);
        return System.IO.File.Exists(path)
            ? new ProjectShape(kind, FolderOf(kind, Path.GetDirectoryName(path)!), path)
            : throw Invalid(path, "there is no such file.");
    }

    private static ProjectShape OfSeveral(string first, string[] files)
    {
        foreach (var file in files)
        {
            if (OfFile(Path.GetFileName(file)) != ProjectKind.Requirements)
                throw Invalid(file, "of several files each must be a requirements file (.txt, .in).");
            if (!System.IO.File.Exists(file))
                throw Invalid(file, "there is no such file.");
        }

        return Of(first) with { Others = string.Join('\n', files[1..]) };
    }

    // requirements/main.txt: a folder of lists is not the application. The next one with Python is, or the one above
    // that with a project file.
    private static string FolderOf(ProjectKind kind, string folder)
    {
        if (kind is not (ProjectKind.Requirements or ProjectKind.Pylock) || HasPython(folder))
            return folder;
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null && (Has(parent, "*.py") || Has(parent, "*.*proj")))
            return parent;
        return Path.GetDirectoryName(parent) is { } above && Has(above, "*.*proj") ? above : folder;
    }

    private static bool Has(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Any();

    private static bool HasPython(string folder) =>
        Has(folder, "*.py")
        || Has(folder, "*.*proj")
        || Directory.EnumerateDirectories(folder).Any(sub => Directory.EnumerateFiles(sub, "*.py").Any());

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
            if (Path.Combine(folder, name) is var file && System.IO.File.Exists(file)
                && (kind != ProjectKind.Uv || !OnlyConfigures(folder, file)))
                return new ProjectShape(kind, folder, file);
        }

        return new ProjectShape(ProjectKind.Uv, folder, Path.Combine(folder, "pyproject.toml"));
    }

    // A pyproject.toml with nothing but [tool.*] is no project; one that cannot be read is told as such later.
    private static bool OnlyConfigures(string folder, string file)
    {
        if (!System.IO.File.Exists(Path.Combine(folder, "pylock.toml"))
            && !System.IO.File.Exists(Path.Combine(folder, "requirements.txt")))
            return false;
        try
        {
            return Pyproject.Read(file) is { IsProject: false, Workspace: null };
        }
        catch (PyContainersException)
        {
            return false;
        }
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
