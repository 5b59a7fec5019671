namespace PyContainers.Core.Diagnostics;

/// <summary>PYC303x and PYC304x: what goes into layers.</summary>
public static class LayerErrors
{
    /// <summary>PYC3030: two different files want the same place in the image.</summary>
    public static PyContainersException Collision(string path, string one, string other) => Error("PYC3030",
        $"'/{path}' would come from both '{one}' and '{other}'. Remove or exclude one of them.");

    /// <summary>PYC3031: a link in the image would point out of it.</summary>
    public static PyContainersException LinkLeavesRoot(string path, string target) =>
        Error(
            "PYC3031",
            $"The link '/{path}' points to '{target}', above the image's root. Remove it, or exclude it with "
                + "PyContainerExclude."
        );

    /// <summary>PYC3032: an installed package is a link to sources on this machine.</summary>
    public static PyContainersException Editable(string file) =>
        Error(
            "PYC3032",
            $"'{Path.GetFileName(file)}' points to sources on this machine, which the image does not have. Make the "
                + "package buildable, so that it can be installed as a wheel.",
            file
        );

    /// <summary>PYC3072: a path of an entry would leave the image's root, or be there twice.</summary>
    /// <param name="path">The path.</param>
    /// <param name="source">Where it comes from.</param>
    public static PyContainersException NoPlace(string path, string source) =>
        Error(
            "PYC3072",
            $"'{path}' ({source}) is not a path in the image: it must have no '.', '..' or empty part, and no NUL. "
                + "What brings it, a wheel or an archive, is broken or hostile: use another version."
        );

    /// <summary>PYC3033: a distribution wants to write outside the environment.</summary>
    public static PyContainersException OutsideEnvironment(string distribution, string path) =>
        Error(
            "PYC3033",
            $"'{distribution}' records the file '{path}', which is outside the environment. The wheel is broken; use "
                + "another version."
        );

    /// <summary>PYC3034: what uv installed cannot be read.</summary>
    public static PyContainersException NotAnEnvironment(string folder) => Error("PYC3034",
        $"'{folder}' contains no site-packages. Delete the folder and publish again.", folder);

    /// <summary>PYC3035: something in the image needs a newer glibc than the base has.</summary>
    /// <param name="what">The file, and whose it is.</param>
    /// <param name="needed">The version that it needs.</param>
    /// <param name="baseImage">The base image.</param>
    /// <param name="available">What it has.</param>
    public static PyContainersException GlibcTooOld(
        string what, string needed, string baseImage, string available) =>
        Error(
            "PYC3035",
            $"{what} needs glibc {needed}, but the base image '{baseImage}' has {available}, so it cannot be "
                + "loaded there. Set ContainerBaseImage to an image with a newer glibc, or use an older version of "
                + "the package that contains it."
        );

    /// <summary>PYC3038 (warning): two distributions install different files at the same places.</summary>
    /// <param name="owner">The distribution whose files are in the image.</param>
    /// <param name="other">The other one.</param>
    /// <param name="paths">The files, relative to site-packages.</param>
    public static Diagnostic Contested(string owner, string other, IReadOnlyList<string> paths) =>
        new(
            "PYC3038",
            $"'{other}' and '{owner}' both install {string.Join(", ", paths.Take(3).Select(path => $"'{path}'"))}"
                + (paths.Count > 3 ? $" and {paths.Count - 3} more files" : "")
                + $" with different content: the image has those of '{owner}', as uv leaves them. '{other}' may not "
                + "work. Remove one of the two from the dependencies."
        );

    /// <summary>PYC3059: the image needs libpython, and the interpreter has none.</summary>
    /// <param name="version">The interpreter's version.</param>
    /// <param name="library">The library's file name.</param>
    public static PyContainersException NoSharedLibrary(string version, string library) =>
        Error(
            "PYC3059",
            $"The image needs '{library}', and Python {version} for its platform has none: a program that runs Python "
                + "in its own process cannot start. Choose a base image with glibc, or let the program start 'python' "
                + "and set PyContainerEmbedded to false.");

    /// <summary>PYC3045: what uv installed is not what it said.</summary>
    /// <param name="folder">The environment.</param>
    /// <param name="missing">Distributions that are not there.</param>
    /// <param name="extra">Distributions that should not be there.</param>
    public static PyContainersException NotAsPlanned(
        string folder, IReadOnlyList<string> missing, IReadOnlyList<string> extra) =>
        Error(
            "PYC3045",
            "The environment does not have what uv resolved for the image's platform: "
                + string.Join(
                    "; ",
                    new[]
                    {
                        missing.Count > 0 ? $"{string.Join(", ", missing)} missing" : "",
                        extra.Count > 0 ? $"{string.Join(", ", extra)} not wanted" : "",
                    }.Where(part => part.Length > 0)
                )
                + ". Delete the project's 'obj' folder and publish again; if that does not help, report it with "
                + "the log of '-v:detailed'.",
            folder
        );

    /// <summary>PYC3039: the base has something else where the image is to have a file or folder.</summary>
    /// <param name="path">The path that is wanted.</param>
    /// <param name="what">What the base has.</param>
    /// <param name="there">Where it has that.</param>
    public static PyContainersException InTheWay(string path, string what, string there) =>
        Error(
            "PYC3039",
            $"'/{path}' cannot be put into the image: the base image has {what} at '/{there}', and would lose it. "
                + "Choose another path."
        );

    /// <summary>PYC3042: the image's user cannot reach its own files.</summary>
    /// <param name="path">What it has to reach.</param>
    /// <param name="folder">The base's folder that is closed.</param>
    /// <param name="mode">That folder's mode and owner, ex: <c>0700 0:0</c>.</param>
    /// <param name="user">The user.</param>
    public static PyContainersException Unreachable(string path, string folder, string mode, string user) =>
        Error(
            "PYC3042",
            $"The image's user {user} cannot reach '{path}': the base image's folder '/{folder}' is closed ({mode}). "
                + "Choose another path with ContainerWorkingDirectory, PyContainerEnvironmentPath or "
                + "PyContainerInterpreterPath, or the folder's owner as ContainerUser."
        );

    /// <summary>PYC3090: an installed file is not what its distribution brought.</summary>
    /// <param name="file">Full path of the file.</param>
    /// <param name="distribution">Name and version.</param>
    public static PyContainersException DiffersFromRecord(string file, string distribution) =>
        Error(
            "PYC3090",
            $"The file is not the one that {distribution} brought: its SHA-256 is not the one in the distribution's "
                + "RECORD. It was changed after it was installed, or uv's cache is damaged; on Windows and macOS, a "
                + "file whose name differs only in case may have its place. Run 'uv cache clean "
                + $"{distribution.Split(' ')[0]}', delete the project's 'obj' folder and publish again.",
            file
        );

    /// <summary>PYC3091: an installed file is missing.</summary>
    /// <param name="file">Full path of the file.</param>
    /// <param name="distribution">Name and version.</param>
    public static PyContainersException IsNotInstalled(string file, string distribution) =>
        Error(
            "PYC3091",
            $"The file is missing: the RECORD of {distribution} has it. It was removed after it was installed, or uv's "
                + $"cache is damaged. Run 'uv cache clean {distribution.Split(' ')[0]}', delete the project's 'obj' "
                + "folder and publish again. If it is missing then, the wheel is broken: use another version.",
            file
        );

    /// <summary>PYC3040 (warning): a source file does not compile.</summary>
    public static Diagnostic DoesNotCompile(string file, int line, string message) =>
        new("PYC3040", $"The file does not compile and is included unchanged: {message}", file, line);

    /// <summary>PYC3041: the bytecode compiler itself failed.</summary>
    public static PyContainersException CompilerFailed(string text) => Error("PYC3041",
        $"Compiling bytecode failed: {text} Set PyContainerCompileBytecode to false to publish without bytecode.");

    private static PyContainersException Error(string code, string message, string? file = null) =>
        new(new Diagnostic(code, message, file));
}
