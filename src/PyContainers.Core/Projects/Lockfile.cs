using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Projects;

/// <summary>The entries of a lockfile: <c>uv.lock</c>, a script's, or <c>pylock.toml</c> (PEP 751).</summary>
internal static class Lockfile
{
    /// <summary>Reads them, in the file's order.</summary>
    /// <param name="file">Full path of the lockfile.</param>
    /// <exception cref="PyContainersException">PYC2002: it is no TOML.</exception>
    public static IReadOnlyList<TomlTable> Packages(string file)
    {
        TomlError error = (text, line, column) => ProjectErrors.InvalidPyproject(text, file, line, column);
        var root = TomlText.ReadFile(file, error);
        return root.Tables(root.Has("package") ? "package" : "packages");
    }
}
