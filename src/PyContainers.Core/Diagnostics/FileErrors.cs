namespace PyContainers.Core.Diagnostics;

/// <summary>The user's files: which are in the image, what is wrong with them, and where they go.</summary>
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

    /// <summary>PYC2063: the build cannot keep its state.</summary>
    /// <param name="folder">Its full path.</param>
    /// <param name="reason">What the system says.</param>
    public static PyContainersException FolderNotWritable(string folder, string reason) =>
        Error(
            "PYC2063",
            $"The folder '{folder}', in which the build keeps its state, cannot be written: {reason.TrimEnd('.')}. "
                + "Make it writable, or build with '--artifacts-path FOLDER' to keep the state elsewhere.",
            null
        );

    /// <summary>PYC2024: a line of .dockerignore is no pattern.</summary>
    public static PyContainersException InvalidIgnorePattern(string pattern, string file, int line) =>
        new(
            new Diagnostic(
                "PYC2024",
                $"'{pattern}' is not a valid .dockerignore pattern. Correct or remove the line.",
                file,
                line
            )
        );

    /// <summary>PYC2023: a Django site's static files could not be collected.</summary>
    public static PyContainersException CollectStaticFailed(string text) =>
        Error(
            "PYC2023",
            $"'manage.py collectstatic' failed: {text.TrimEnd('.')}. It runs on this machine with the image's "
                + "packages, so compiled ones must match this machine's platform, and variables that the settings "
                + "need must be set here or as ContainerEnvironmentVariable. Otherwise collect the files before "
                + "publishing, without PyContainerDjangoCollectStatic.",
            null
        );

    /// <summary>PYC2030 (warning): Python code names a file that is left out of the image.</summary>
    /// <param name="path">The file, relative to the application's folder.</param>
    /// <param name="group">Why it is left out.</param>
    /// <param name="source">The Python file.</param>
    /// <param name="line">The line that names it.</param>
    public static Diagnostic NamedButLeftOut(string path, string group, string source, int line) =>
        new(
            "PYC2030",
            $"'{path}' is named here, but it is left out of the image ({group}). If the application reads it, write "
                + $"<PyContainerInclude Include=\"{path}\" />; if not, <PyContainerExclude Include=\"{path}\" />.",
            source,
            line
        );

    /// <summary>PYC2031 (warning): Python code that goes into the image holds a private key.</summary>
    public static Diagnostic PrivateKeyInCode(string file, int line) =>
        new(
            "PYC2031",
            $"'{Path.GetFileName(file)}' holds a private key, and whoever can pull the image can read it. Read the key "
                + "from a variable or a mounted file, or exclude the file with PyContainerExclude.",
            file,
            line
        );

    /// <summary>PYC2070 (warning): a script's first line ends as on Windows.</summary>
    public static Diagnostic ScriptWithCarriageReturn(string file) =>
        new(
            "PYC2070",
            $"The first line of '{Path.GetFileName(file)}' ends with CR LF, so Linux cannot run the script: it takes "
                + "the CR as part of the interpreter's name. Save the file with LF, and enforce that with "
                + $"'*{Path.GetExtension(file)} text eol=lf' in .gitattributes.",
            file,
            1
        );

    /// <summary>PYC2032: two files are to be added at one path.</summary>
    public static PyContainersException TwoIncludes(string path, string one, string other) =>
        Error(
            "PYC2032",
            $"PyContainerInclude adds both '{one}' and '{other}' at '/{path}'. Remove one of them, or give it another "
                + "TargetPath.",
            null
        );

    private static PyContainersException Error(string code, string message, string? file) =>
        new(new Diagnostic(code, message, file));
}
