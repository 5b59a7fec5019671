namespace PyContainers.Core.Diagnostics;

/// <summary>PYC103x: making, verifying and unpacking offline kits.</summary>
public static class KitErrors
{
    /// <summary>PYC1030: a part of a kit is not what the kit's list says.</summary>
    /// <param name="folder">The kit's folder.</param>
    /// <param name="part">The part.</param>
    /// <param name="fault">What is wrong, as a clause.</param>
    public static PyContainersException Damaged(string folder, string part, string fault) =>
        Error(
            "PYC1030",
            $"The part '{part}' of the offline kit '{folder}' is not what its kit.json says: {fault}. Copy the kit "
                + "again, or make it again with 'dotnet build -t:CreatePyContainerKit'.",
            Path.Combine(folder, part));

    /// <summary>PYC1031: the folder for a kit has something else.</summary>
    public static PyContainersException NotAPlace(string folder) =>
        Error(
            "PYC1031",
            $"The offline kit cannot be written to '{folder}': the folder has files and is not a kit of format 2. Set "
                + "PyContainerKitOutput to a folder of its own.",
            folder);

    /// <summary>PYC1032: a part is what the kit's list says, and cannot be unpacked all the same: it is no archive, has
    /// paths that lead out of it, or the cache takes no more.</summary>
    /// <param name="folder">The kit's folder.</param>
    /// <param name="part">The part.</param>
    /// <param name="inner">Why.</param>
    public static PyContainersException NotUnpacked(string folder, string part, Exception inner) =>
        Error(
            "PYC1032",
            $"The part '{part}' of the offline kit '{folder}' cannot be unpacked into PyContainerCacheDirectory: "
                + $"{inner.Message.TrimEnd('.')}. Check the free space of that folder, or make the kit again with "
                + "'dotnet build -t:CreatePyContainerKit'.",
            Path.Combine(folder, part),
            inner);

    private static PyContainersException Error(string code, string message, string file, Exception? inner = null) =>
        new(new Diagnostic(code, message, file), inner);
}
