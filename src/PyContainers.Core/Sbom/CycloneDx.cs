using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyContainers.Core.Sbom;

// The words of CycloneDX 1.6, as far as they are used; in the order in which they are written.
#pragma warning disable CS1591 // the specification explains them

/// <summary>A bill of materials in CycloneDX 1.6.</summary>
public sealed record CdxDocument(
    [property: JsonPropertyName("$schema")] string Schema, string BomFormat, string SpecVersion, string? SerialNumber,
    int Version, CdxMetadata Metadata, IReadOnlyList<CdxComponent> Components,
    IReadOnlyList<CdxDependency> Dependencies, IReadOnlyList<CdxComposition>? Compositions)
{
    /// <summary>The media type of a document, as scanners look for it.</summary>
    public const string MediaType = "application/vnd.cyclonedx+json";

    /// <summary>The document as UTF-8: the same members in the same order everywhere.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SbomJson.Plain.CdxDocument);
}

/// <summary>What the document is about, and what wrote it.</summary>
public sealed record CdxMetadata(CdxTools Tools, CdxComponent Component, IReadOnlyList<CdxProperty>? Properties);

/// <summary>What wrote the document.</summary>
public sealed record CdxTools(IReadOnlyList<CdxComponent> Components);

/// <summary>Something in the image.</summary>
public sealed record CdxComponent(
    string Type, [property: JsonPropertyName("bom-ref")] string? BomRef, string Name)
{
    public string? Version { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<CdxHash>? Hashes { get; init; }

    public IReadOnlyList<CdxLicenseChoice>? Licenses { get; init; }

    public string? Cpe { get; init; }

    public string? Purl { get; init; }

    public IReadOnlyList<CdxReference>? ExternalReferences { get; init; }

    public IReadOnlyList<CdxProperty>? Properties { get; init; }

    public IReadOnlyList<CdxComponent>? Components { get; init; }

    public CdxEvidence? Evidence { get; init; }
}

/// <summary>A hash, ex: <c>SHA-256</c> and its hex digits.</summary>
public sealed record CdxHash(string Alg, string Content);

/// <summary>A licence by name, or an SPDX expression.</summary>
public sealed record CdxLicenseChoice(CdxLicense? License, string? Expression, string? Acknowledgement);

/// <summary>A licence by name.</summary>
public sealed record CdxLicense(string Name, string? Acknowledgement);

/// <summary>Where something comes from.</summary>
public sealed record CdxReference(string Type, string Url, IReadOnlyList<CdxHash>? Hashes);

/// <summary>A fact that the specification has no word for.</summary>
public sealed record CdxProperty(string Name, string Value);

/// <summary>Which files of the image a component is.</summary>
public sealed record CdxEvidence(IReadOnlyList<CdxOccurrence> Occurrences);

/// <summary>A file: its full path in the image, and where nobody else vouches for it, its digest.</summary>
public sealed record CdxOccurrence(string Location, string? AdditionalContext);

/// <summary>What a component needs.</summary>
public sealed record CdxDependency(string Ref, IReadOnlyList<string>? DependsOn);

/// <summary>How complete the description of components is.</summary>
public sealed record CdxComposition(string Aggregate, IReadOnlyList<string> Assemblies);

#pragma warning restore CS1591

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CdxDocument))]
[JsonSerializable(typeof(LayerFragment))]
[JsonSerializable(typeof(PackagedSbom))]
internal sealed partial class SbomJson : JsonSerializerContext
{
    // Not HTML: names and versions stay readable.
    public static SbomJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
