using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyContainers.Core.Projects;

/// <summary>
/// The part of <c>uv workspace metadata</c> that is needed here. Its schema is a preview, so everything optional is
/// read as such
/// and ids are compared, never taken apart.
/// </summary>
internal sealed record WorkspaceMetadata(
    string WorkspaceRoot,
    string? RequiresPython,
    IReadOnlyList<MetadataMember> Members,
    IReadOnlyDictionary<string, MetadataNode> Resolution
)
{
    /// <summary>Reads uv's JSON.</summary>
    public static WorkspaceMetadata Parse(string json) =>
        JsonSerializer.Deserialize(json, MetadataJson.Default.WorkspaceMetadata)!;
}

/// <summary>A package of the workspace.</summary>
internal sealed record MetadataMember(string Name, string Path, string Id);

/// <summary>A package, an extra of one, or a dependency group of one, in the resolution.</summary>
internal sealed record MetadataNode(
    string? Name,
    string? Version,
    MetadataSource? Source,
    IReadOnlyList<MetadataEdge>? Dependencies,
    IReadOnlyList<MetadataEdge>? OptionalDependencies,
    IReadOnlyList<MetadataEdge>? DependencyGroups
);

/// <summary>Where a package comes from; a local one has exactly one of these.</summary>
internal sealed record MetadataSource(string? Editable, string? Directory, string? Virtual);

/// <summary>An edge of the resolution; extras and groups carry their name.</summary>
internal sealed record MetadataEdge(string Id, string? Name);

// uv's "source" is an object for every kind it has today; an unknown shape is no local source.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WorkspaceMetadata))]
internal sealed partial class MetadataJson : JsonSerializerContext;
