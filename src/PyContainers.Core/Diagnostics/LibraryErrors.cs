namespace PyContainers.Core.Diagnostics;

/// <summary>PYC305x: whether compiled files can be loaded in the image.</summary>
public static class LibraryErrors
{
    /// <summary>PYC3050: a library is missing, and something fails that the image is there for.</summary>
    /// <param name="what">The file, and whose it is.</param>
    /// <param name="libraries">What is missing.</param>
    /// <param name="packages">Debian's packages of them, as far as they are known.</param>
    /// <param name="wheel">A distribution to use instead, or null.</param>
    /// <param name="baseImage">The base image.</param>
    public static Diagnostic Missing(
        string what,
        IReadOnlyList<string> libraries,
        IReadOnlyList<string> packages,
        string? wheel,
        string baseImage) =>
        new("PYC3050", What(what, libraries, baseImage) + Cure(packages, wheel));

    /// <summary>PYC3051 (warning): a library is missing for something that may never be loaded.</summary>
    /// <inheritdoc cref="Missing" path="/param"/>
    public static Diagnostic PartlyMissing(
        string what,
        IReadOnlyList<string> libraries,
        IReadOnlyList<string> packages,
        string? wheel,
        string baseImage) =>
        new("PYC3051", What(what, libraries, baseImage) + Cure(packages, wheel)
            + " If the application does not use the file, add the code to NoWarn.");

    /// <summary>PYC3052: a library of the base is too old, and something fails that the image is there for.</summary>
    /// <param name="what">The file, and whose it is.</param>
    /// <param name="library">The library.</param>
    /// <param name="version">What the file needs of it, ex: <c>GLIBCXX_3.4.32</c>.</param>
    /// <param name="newest">The newest of that kind that the library has; empty for none.</param>
    /// <param name="baseImage">The base image.</param>
    public static Diagnostic TooOld(string what, string library, string version, string newest, string baseImage) =>
        new("PYC3052", Old(what, library, version, newest, baseImage));

    /// <summary>PYC3053 (warning): a library of the base is too old for something that may never be loaded.</summary>
    /// <inheritdoc cref="TooOld" path="/param"/>
    public static Diagnostic PartlyTooOld(
        string what, string library, string version, string newest, string baseImage) =>
        new("PYC3053", Old(what, library, version, newest, baseImage));

    /// <summary>PYC3054: what the image is there for is made for another architecture.</summary>
    /// <param name="what">The file, and whose it is.</param>
    /// <param name="machine">The architecture that it is made for, ex: <c>aarch64</c>.</param>
    /// <param name="wanted">The image's.</param>
    public static Diagnostic OtherMachine(string what, string machine, string wanted) =>
        new("PYC3054", Machine(what, machine, wanted));

    /// <summary>PYC3055 (warning): a file was built with a library in a folder of this machine.</summary>
    /// <param name="file">The file in the image.</param>
    /// <param name="distribution">The distribution that brings it.</param>
    /// <param name="library">The library.</param>
    /// <param name="folder">The folder on this machine.</param>
    public static Diagnostic LeftBehind(string file, string distribution, string library, string folder) =>
        new(
            "PYC3055",
            $"'{file}' of '{distribution}' was built to load '{library}' from '{folder}' of this machine, which the "
                + "image does not have; the folder is removed from the file's run path. Install the library into the "
                + "base image, or add it with PyContainerInclude and name its folder in LD_LIBRARY_PATH.");

    /// <summary>PYC3056 (warning): something that may never be loaded is made for another architecture.</summary>
    /// <inheritdoc cref="OtherMachine" path="/param"/>
    public static Diagnostic PartlyOtherMachine(string what, string machine, string wanted) =>
        new("PYC3056", Machine(what, machine, wanted));

    /// <summary>PYC3057 (warning): a distribution loads a library by its name, and would not find it.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="reason">Why, as a clause.</param>
    /// <param name="wheel">A distribution to use instead, or null.</param>
    /// <param name="baseImage">The base image.</param>
    public static Diagnostic NotFoundByName(string distribution, string reason, string? wheel, string baseImage) =>
        new(
            "PYC3057",
            $"'{distribution}' cannot be imported in the image: {reason}. "
                + (wheel is null ? "Set" : $"Use '{wheel}', which brings the library, or set")
                + $" ContainerBaseImage to an image with it, instead of '{baseImage}'.");

    private static string What(string what, IReadOnlyList<string> libraries, string baseImage) =>
        $"{what} cannot be loaded in the image: it needs {string.Join(", ", libraries.Select(name => $"'{name}'"))}, "
            + $"which neither its layers nor the base image '{baseImage}' have where the loader looks. ";

    private static string Cure(IReadOnlyList<string> packages, string? wheel)
    {
        var debian = packages.Count == 0 ? ""
            : $" (Debian: {string.Join(", ", packages.Select(name => $"'{name}'"))})";
        return (wheel is null ? "Set" : $"Use '{wheel}' instead, or set")
            + $" ContainerBaseImage to an image that has it{debian}. If it is there at run time by other means, add "
            + "its name to the item PyContainerProvidedLibrary.";
    }

    private static string Old(string what, string library, string version, string newest, string baseImage) =>
        $"{what} cannot be loaded in the image: it needs {version} of '{library}', and the base image '{baseImage}' "
            + $"has {(newest.Length == 0 ? "no version of that kind" : $"{newest} at most")}. Set ContainerBaseImage "
            + "to a newer image, or use an older version of the package, or one that was built on an older system.";

    private static string Machine(string what, string machine, string wanted) =>
        $"{what} cannot be loaded in the image: it is compiled for {machine}, and the image is for {wanted}. Its "
            + "wheel has the wrong platform tag, or was built on another machine. Use another version, or build it on "
            + "a machine of the image's architecture.";
}
