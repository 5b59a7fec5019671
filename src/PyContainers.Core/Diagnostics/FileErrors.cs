namespace PyContainers.Core.Diagnostics;

/// <summary>PYC205x and PYC206x: the user's files, and where they are to go.</summary>
public static class FileErrors
{
    /// <summary>PYC2056: a file is needed, and a pipe, a socket or a device is there.</summary>
    /// <param name="file">Its full path.</param>
    /// <param name="kind">What it is, ex: <c>a socket</c>.</param>
    public static Diagnostic Special(string file, string kind) =>
        new(
            "PYC2056",
            $"'{file}' is {kind}, not a file: reading it might never end, and an image cannot contain it. Remove it, "
                + "or replace it with a file.",
            file
        );

    /// <summary>PYC2057: the name of a file is no text.</summary>
    /// <param name="path">Its path, with a replacement character for each byte that is none.</param>
    public static PyContainersException NameIsNotUtf8(string path) =>
        Error(
            "PYC2057",
            $"The name of '{path}' is not valid UTF-8, so the file cannot be read or put into an image. Rename it, or "
                + "exclude it with PyContainerExclude and wildcards in the place of '\uFFFD'.",
            Path.GetDirectoryName(path)
        );

    /// <summary>PYC2058: a file that is to be added is not there.</summary>
    /// <param name="name">What the user calls it.</param>
    /// <param name="why">What is wrong with it, and what to do; a clause and perhaps a sentence.</param>
    public static PyContainersException CannotInclude(string name, string why) =>
        Error("PYC2058", $"PyContainerInclude cannot add '{name}': {why}", null);

    /// <summary>PYC2059 (warning): a package's version is not that of its tag.</summary>
    /// <param name="package">The package.</param>
    /// <param name="version">The version that its build backend computed.</param>
    /// <param name="file">Its <c>pyproject.toml</c>.</param>
    public static Diagnostic VersionOfShallowClone(string package, string version, string file) =>
        new(
            "PYC2059",
            $"'{package}' gets the version {version}: its build backend computes it from git, and this shallow clone "
                + "has no tag. Fetch the history and the tags ('git fetch --unshallow --tags'; 'fetch-depth: 0' for "
                + "actions/checkout), then publish again.",
            file
        );

    /// <summary>PYC2061: a path of the image belongs to something else.</summary>
    /// <param name="what">What would go there, ex: <c>PyContainerInclude 'x.txt'</c>.</param>
    /// <param name="path">The path.</param>
    /// <param name="owner">What is there, ex: <c>the environment, '/app/.venv'</c>.</param>
    public static PyContainersException PathIsTaken(string what, string path, string owner) =>
        Error(
            "PYC2061",
            $"{what} would be at '{path}', in {owner}. Files there come from uv alone. Choose another path.",
            null
        );

    /// <summary>PYC2062: a lockfile cannot be created where it belongs.</summary>
    /// <param name="file">The lockfile.</param>
    /// <param name="reason">What the system says.</param>
    public static PyContainersException LockNotWritable(string file, string reason) =>
        Error(
            "PYC2062",
            $"'{Path.GetFileName(file)}' is missing and cannot be created in '{Path.GetDirectoryName(file)}': {reason} "
                + "Run 'uv lock' where the folder can be written, and commit the result.",
            file
        );

    private static PyContainersException Error(string code, string message, string? file) =>
        new(new Diagnostic(code, message, file));
}
