namespace PyContainers.Core.Sbom;

/// <summary>What a distribution declares about its licence: an SPDX expression, names, or nothing.</summary>
/// <param name="Expression">The expression of <c>License-Expression</c>, or null.</param>
/// <param name="Names">Names from <c>License</c> or the classifiers, where there is no expression.</param>
public sealed record DeclaredLicense(string? Expression, IReadOnlyList<string> Names)
{
    /// <summary>What SPDX says for a licence that nobody has stated.</summary>
    public const string Unknown = "NOASSERTION";

    private const string Classifier = "License :: ";

    // A field that holds the whole text is no name.
    private const int LongestName = 100;

    /// <summary>Reads the headers of a <c>METADATA</c>, in the order of what is most exact.</summary>
    public static DeclaredLicense Of(WheelMetadata metadata)
    {
        if (metadata.First("License-Expression") is { Length: > 0 } expression)
            return new DeclaredLicense(expression, []);
        if (metadata.First("License") is { Length: > 0 and <= LongestName } name && name != "UNKNOWN"
            && !name.Contains('\n', StringComparison.Ordinal))
            return new DeclaredLicense(null, [name]);
        return new DeclaredLicense(null,
        [
            .. metadata.All("Classifier").Where(value => value.StartsWith(Classifier, StringComparison.Ordinal))
                .Select(value => value.Split(" :: ")).Where(parts => parts is not [_, "OSI Approved"])
                .Select(parts => parts[^1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ]);
    }
}
