using System.Text.Json.Serialization;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Layers;

/// <summary>A layer of the image, written.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">A short name for people.</param>
/// <param name="Blob">Its bytes.</param>
/// <param name="Reused">Whether the cache had it.</param>
/// <param name="Content">Name and version of what it holds.</param>
public sealed record WrittenLayer(
    LayerKind Kind,
    string Name,
    LayerBlob Blob,
    bool Reused,
    IReadOnlyList<string> Content
)
{
    /// <summary>See <see cref="LayerKey"/>; empty for a layer whose ingredients this build has not seen.</summary>
    public string Key { get; init; } = "";

    /// <summary>The fleet's cache that has it, <c>REGISTRY/NAME</c>; empty for a layer from elsewhere.</summary>
    public string From { get; init; } = "";

    /// <summary>What that cache knows of its content, for the bill of materials; null for nothing.</summary>
    public Descriptor? Fragment { get; init; }
}

/// <summary>A layer that is planned, and what is known of it before anything is written.</summary>
/// <param name="Plan">The layer.</param>
/// <param name="Size">Bytes: compressed when the cache has it, else of its distributions' files.</param>
/// <param name="Reused">Whether the cache has it.</param>
public sealed record PreviewedLayer(PlannedLayer Plan, long Size, bool Reused);

/// <summary>All layers of ours, bottom to top.</summary>
/// <param name="Layers">The layers.</param>
public sealed record WrittenLayers(IReadOnlyList<WrittenLayer> Layers)
{
    /// <summary>Whether every layer that has a file still has it.</summary>
    [JsonIgnore]
    public bool AreThere => Layers.All(layer => layer.Blob.Path.Length == 0 || File.Exists(layer.Blob.Path));

    /// <summary>The version of a distribution as it is installed, or null when no layer holds it.</summary>
    /// <param name="name">Its PEP 503 name.</param>
    public string? VersionOf(string name) =>
        Layers
            .SelectMany(layer => layer.Content)
            .Select(line => line.Split(' ', 2))
            .FirstOrDefault(pair => pair[0] == name)
            ?[1];
}
