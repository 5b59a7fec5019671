using PyContainers.Core.Common;

namespace PyContainers.Core.Provenance;

/// <summary>Makes the statement of what is known. No clock and no number of the run: the same build of the same image
/// says the same. What is not known is left out.</summary>
/// <param name="input">What is known.</param>
public sealed class ProvenanceWriter(ProvenanceInput input)
{
    private const string StatementType = "https://in-toto.io/Statement/v1";
    private const string PredicateType = "https://slsa.dev/provenance/v1";

    // The package, whose README says what the parameters of this kind of build are.
    private const string BuildType = "pkg:nuget/PyContainers.Sdk#provenance/v1";

    // Besides ours and the SDK's: what decides which image is made.
    private static readonly string[] s_alsoOfInterest =
    [
        "Configuration", "ContinuousIntegrationBuild", "PublishProfile", "RuntimeIdentifier", "RuntimeIdentifiers",
        "SOURCE_DATE_EPOCH", "Version",
    ];

    // Their values are paths in the image; any other full path is of this machine.
    private static readonly string[] s_pathsInTheImage =
        ["ContainerWorkingDirectory", "PyContainerEnvironmentPath", "PyContainerInterpreterPath"];

    /// <summary>The statement.</summary>
    public SlsaStatement Write()
    {
        var properties = Properties();
        return new SlsaStatement(
            StatementType,
            [Resource(input.Image, null, input.Digest)],
            PredicateType,
            new SlsaPredicate(
                new SlsaBuildDefinition(
                    BuildType,
                    new SlsaParameters(
                        input.Project, input.RuntimeIdentifier, properties.Count > 0 ? properties : null),
                    [.. Source(), .. input.Materials]),
                new SlsaRunDetails(
                    new SlsaBuilder(input.BuilderId, input.Versions),
                    input.Sbom is { } sbom ? [sbom] : null)));
    }

    /// <summary>A thing with its SHA-256.</summary>
    /// <param name="name">What it is called in the build.</param>
    /// <param name="uri">What it is called everywhere, or null.</param>
    /// <param name="digest">Its digest, as <c>sha256:HEX</c>.</param>
    public static SlsaResource Resource(string name, string? uri, string digest) =>
        new(name, uri, new SlsaDigest { Sha256 = Digests.Hex(digest) });

    private IEnumerable<SlsaResource> Source()
    {
        if (input.SourceRevision is not { Length: > 0 } revision)
            yield break;
        var url = input.SourceUrl is { } given ? PublicUrl.Of(given) : null;
        yield return new SlsaResource(
            "source", url is null ? null : $"git+{url}@{revision}",
            new SlsaDigest { GitCommit = revision });
    }

    private SortedDictionary<string, string> Properties()
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in input.GlobalProperties.Where(one => IsOfInterest(one.Key)))
            properties[name] = Public(name, value);
        return properties;
    }

    private static bool IsOfInterest(string name) =>
        name.StartsWith("PyContainer", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Container", StringComparison.OrdinalIgnoreCase)
        || s_alsoOfInterest.Contains(name, StringComparer.OrdinalIgnoreCase);

    // Neither a credential of a URL nor a path of this machine is anybody's business.
    private static string Public(string name, string value) =>
        s_pathsInTheImage.Contains(name, StringComparer.OrdinalIgnoreCase) ? value
        : string.Join(';', value.Split(';').Select(Public));

    private static string Public(string value) =>
        value.Contains("://", StringComparison.Ordinal) ? PublicUrl.Of(value) ?? ""
        : Path.IsPathFullyQualified(value) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(value))
        : value;
}
