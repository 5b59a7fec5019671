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

    /// <summary>PYC1033: one kit cannot serve projects that differ in what a kit has once.</summary>
    /// <param name="what">What they differ in, for instance <c>uv</c>.</param>
    /// <param name="one">A project's name and what it has.</param>
    /// <param name="other">Another's.</param>
    /// <param name="cure">What to set.</param>
    public static PyContainersException Differ(
        string what, (string Project, string Has) one, (string Project, string Has) other, string cure) =>
        Error(
            "PYC1033",
            $"An offline kit has one {what}, but '{one.Project}' has '{one.Has}' and '{other.Project}' has "
                + $"'{other.Has}'. {cure}",
            "");

    private static PyContainersException Error(string code, string message, string file, Exception? inner = null) =>
        new(new Diagnostic(code, message, file), inner);
}
