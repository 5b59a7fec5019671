namespace PyContainers.Core.Common;

/// <summary>Names of distributions, extras and dependency groups: one rule for all three (PEP 503, PEP 685, PEP
/// 735).</summary>
public static class PackageName
{
    /// <summary>The normalised name: lower case, runs of <c>-</c>, <c>_</c> and <c>.</c> as one dash.</summary>
    public static string Normalise(string name) =>
        string.Join('-', name.ToLowerInvariant().Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether two spellings are the same name.</summary>
    public static bool Same(string one, string other) => Normalise(one) == Normalise(other);
}
