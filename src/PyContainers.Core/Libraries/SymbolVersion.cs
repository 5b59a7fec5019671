namespace PyContainers.Core.Libraries;

/// <summary>Versions of symbols, such as <c>GLIBCXX_3.4.30</c>: a kind, and a number.</summary>
internal static class SymbolVersion
{
    /// <summary>What stands in front of the number: <c>GLIBCXX_</c>.</summary>
    public static string Kind(string version) => version[..(version.LastIndexOf('_') + 1)];

    /// <summary>The number; null for one that is a word, such as <c>GLIBC_PRIVATE</c>.</summary>
    public static Version? Number(string version)
    {
        var number = version[(version.LastIndexOf('_') + 1)..];
        return Version.TryParse(number.Contains('.', StringComparison.Ordinal) ? number : number + ".0", out var parsed)
            ? parsed
            : null;
    }

    /// <summary>The newest of a kind; empty for none.</summary>
    public static string Newest(IEnumerable<string> versions, string kind) =>
        versions.Where(version => Kind(version) == kind).MaxBy(Number) ?? "";
}
