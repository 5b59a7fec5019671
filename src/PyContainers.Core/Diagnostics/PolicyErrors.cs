namespace PyContainers.Core.Diagnostics;

/// <summary>PYC601x: what the organisation does not allow.</summary>
public static class PolicyErrors
{
    private const int Shown = 5;

    /// <summary>PYC6010: the base image is not allowed.</summary>
    /// <param name="image">The base as the user wrote it.</param>
    /// <param name="allowed">The patterns.</param>
    public static PyContainersException Base(string image, IReadOnlyList<string> allowed) =>
        new(new Diagnostic(
            "PYC6010",
            $"The base image '{image}' is not allowed. PyContainerAllowedBaseImages allows {Quoted(allowed)}. Set "
                + "ContainerBaseImage to one of these, or have the image added to the list."));

    /// <summary>PYC6011: distributions come from a place that is not allowed.</summary>
    /// <param name="places">Each with the distribution.</param>
    /// <param name="allowed">The allowed places.</param>
    /// <param name="file">The file that names the first.</param>
    /// <param name="line">Its 1-based line; 0 when unknown.</param>
    public static PyContainersException Source(
        IReadOnlyList<(string Package, string Address)> places, IReadOnlyList<string> allowed, string file, int line) =>
        new(new Diagnostic(
            "PYC6011",
            $"{Few(places.Select(Place), "is", "are")} not allowed. "
                + $"PyContainerAllowedIndexes allows {Quoted(allowed)}. Use one of these indexes and lock again, or "
                + "have the address added to the list.",
            file, line));

    /// <summary>PYC6014: uv would ask its own default index, and nobody has said which that is.</summary>
    /// <param name="allowed">The allowed places.</param>
    /// <param name="file">The project's file.</param>
    public static PyContainersException NoIndex(IReadOnlyList<string> allowed, string file) =>
        new(new Diagnostic(
            "PYC6014",
            "No package index is named, so uv would ask its own default. PyContainerAllowedIndexes allows "
                + $"{Quoted(allowed)}. Set UV_DEFAULT_INDEX to one of them.",
            file));

    /// <summary>PYC6012: something is installed whose hash nobody has written down.</summary>
    /// <param name="names">What has no hash.</param>
    /// <param name="cure">What to do, as a sentence.</param>
    /// <param name="file">The file that lacks the hashes, or null for the project file.</param>
    /// <param name="line">Its 1-based line; 0 when unknown.</param>
    public static PyContainersException Unhashed(
        IReadOnlyList<string> names, string cure, string? file = null, int line = 0) =>
        new(new Diagnostic(
            "PYC6012",
            $"PyContainerRequireHashes is set, and {Few(names.Select(name => $"'{name}'"), "has", "have")} no hash. "
                + cure,
            file, line));

    /// <summary>PYC6013: distributions with a licence that is not allowed.</summary>
    /// <param name="found">Each with what it declares.</param>
    /// <param name="allowed">The allowed licences.</param>
    /// <param name="file">The file that lists the first, or null for the project file.</param>
    /// <param name="line">Its 1-based line; 0 when unknown.</param>
    public static PyContainersException License(
        IReadOnlyList<(string Distribution, string License)> found, IReadOnlyList<string> allowed, string? file,
        int line) =>
        new(new Diagnostic(
            "PYC6013",
            $"The licence of {Few(found.Select(one => $"'{one.Distribution}' ({one.License})"))} is not allowed. "
                + $"PyContainerAllowedLicenses allows {Quoted(allowed)}. Replace the distribution, or have its "
                + "licence added to the list.",
            file, line));

    private static string Place((string Package, string Address) one) =>
        one.Package.Length > 0 ? $"'{one.Package}' from '{one.Address}'" : $"'{one.Address}'";

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string Few(IEnumerable<string> all)
    {
        var list = all.Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", list.Take(Shown)) + (list.Count > Shown ? $" and {list.Count - Shown} more" : "");
    }

    // The first of a sentence with its verb: a wheel and a source archive of one distribution are one name.
    private static string Few(IEnumerable<string> all, string one, string several) =>
        $"{Few(all)} {(all.Distinct(StringComparer.Ordinal).Count() == 1 ? one : several)}";
}
