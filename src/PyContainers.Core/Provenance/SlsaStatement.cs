using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyContainers.Core.Provenance;

// The words of in-toto's Statement v1 and of SLSA's Provenance v1, as far as they are used; in the order in which they
// are written.
#pragma warning disable CS1591 // the specifications explain them

/// <summary>What is said about an image: a statement in the form of in-toto, with SLSA's predicate.</summary>
public sealed record SlsaStatement(
    [property: JsonPropertyName("_type")] string Type, IReadOnlyList<SlsaResource> Subject, string PredicateType,
    SlsaPredicate Predicate)
{
    /// <summary>The media type of a statement that nobody has signed.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>The statement as JSON: the same members in the same order everywhere.</summary>
    public string ToText() => JsonSerializer.Serialize(this, SlsaJson.Plain.SlsaStatement);
}

/// <summary>How the image was made.</summary>
public sealed record SlsaPredicate(SlsaBuildDefinition BuildDefinition, SlsaRunDetails RunDetails);

/// <summary>What the build was asked to do, and what it was given.</summary>
public sealed record SlsaBuildDefinition(
    string BuildType, SlsaParameters ExternalParameters, IReadOnlyList<SlsaResource> ResolvedDependencies);

/// <summary>What whoever starts the build decides.</summary>
public sealed record SlsaParameters(
    string Project, string RuntimeIdentifier, IReadOnlyDictionary<string, string>? Properties);

/// <summary>Who ran the build, and what else it made.</summary>
public sealed record SlsaRunDetails(SlsaBuilder Builder, IReadOnlyList<SlsaResource>? Byproducts);

/// <summary>What vouches for the build, and the versions of its parts.</summary>
public sealed record SlsaBuilder(string Id, IReadOnlyDictionary<string, string> Version);

/// <summary>A thing with its digest.</summary>
public sealed record SlsaResource(string? Name, string? Uri, SlsaDigest Digest)
{
    public string? MediaType { get; init; }
}

/// <summary>Hex digits, by the name of the algorithm.</summary>
public sealed record SlsaDigest
{
    public string? Sha256 { get; init; }

    public string? GitCommit { get; init; }
}

#pragma warning restore CS1591

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlsaStatement))]
internal sealed partial class SlsaJson : JsonSerializerContext
{
    // Not HTML: names stay readable.
    public static SlsaJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
