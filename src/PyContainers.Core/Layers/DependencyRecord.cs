using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PyContainers.Core.Layers;

/// <summary>What an image's label says about the layers below its own packages, so that a later build can take them over without having their content.</summary>
/// <param name="Key">See <see cref="DependencyKey"/>.</param>
/// <param name="Layers">Interpreter and dependencies, bottom to top.</param>
/// <param name="LayersAbove">How many layers of ours lie above them.</param>
public sealed record DependencyRecord(string Key, IReadOnlyList<RecordedLayer> Layers, int LayersAbove)
{
    /// <summary>The label.</summary>
    public const string Label = "dev.pycontainers.dependencies";

    // The .NET SDK's own layer is the last of every image.
    private const int SdkLayers = 1;

    /// <summary>The record of an image.</summary>
    public static DependencyRecord Of(string key, IReadOnlyList<WrittenLayer> layers)
    {
        var below = layers.Where(layer => IsBelowPackages(layer.Kind)).ToList();
        return new DependencyRecord(key, [.. below.Select(layer => new RecordedLayer(layer.Kind, layer.Name, layer.Content))], layers.Count - below.Count);
    }

    /// <summary>Whether a layer changes with the lock, not with the sources.</summary>
    public static bool IsBelowPackages(LayerKind kind) => kind is not (LayerKind.Tools or LayerKind.LocalPackages or LayerKind.App);

    /// <summary>The label's value.</summary>
    public string ToLabel() => JsonSerializer.Serialize(this, DependencyJson.Default.DependencyRecord);

    /// <summary>Finds the recorded layers in an image that was published.</summary>
    /// <param name="manifest">The image's manifest.</param>
    /// <param name="configuration">Its config, with the label.</param>
    /// <param name="key">The key that is wanted.</param>
    /// <returns>The layers without a file, or null when the image has none of that key.</returns>
    public static IReadOnlyList<WrittenLayer>? Find(string manifest, string configuration, string key)
    {
        var config = JsonNode.Parse(configuration);
        if ((string?)config?["config"]?["Labels"]?[Label] is not { } label || Parse(label) is not { } record || record.Key != key)
            return null;
        var blobs = JsonNode.Parse(manifest)!["layers"]!.AsArray();
        var diffIds = config["rootfs"]!["diff_ids"]!.AsArray();
        var first = blobs.Count - SdkLayers - record.LayersAbove - record.Layers.Count;
        return first < 0 || diffIds.Count != blobs.Count ? null : [.. record.Layers.Select((layer, at) => layer.At(blobs[first + at]!, (string)diffIds[first + at]!))];
    }

    private static DependencyRecord? Parse(string label)
    {
        try
        {
            return JsonSerializer.Deserialize(label, DependencyJson.Default.DependencyRecord);
        }
        catch (JsonException)
        {
            return null; // another version's
        }
    }
}

/// <summary>A layer in a <see cref="DependencyRecord"/>.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Content">Name and version of what it holds.</param>
public sealed record RecordedLayer(LayerKind Kind, string Name, IReadOnlyList<string> Content)
{
    /// <summary>The layer with its place in a registry.</summary>
    internal WrittenLayer At(JsonNode descriptor, string diffId) =>
        new(Kind, Name, new LayerBlob((string)descriptor["digest"]!, diffId, (long)descriptor["size"]!, Path: ""), Reused: true, Content);
}

/// <summary>What was found in an earlier image, between two stages.</summary>
/// <param name="Key">The key of this build's dependencies.</param>
/// <param name="Layers">The layers of that key; empty when there are none to take over.</param>
/// <param name="Registry">Where their image is.</param>
/// <param name="Repository">Its repository.</param>
/// <param name="ImageDigest">Digest of the platform's manifest.</param>
public sealed record FoundDependencies(string Key, IReadOnlyList<WrittenLayer> Layers, string Registry, string Repository, string ImageDigest)
{
    /// <summary>Whether the image could not be read, so that the next build asks again.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>Reads what <see cref="Save"/> wrote; null when nothing was looked for.</summary>
    public static FoundDependencies? Load(string file) =>
        File.Exists(file) && File.ReadAllText(file) is ['{', ..] json ? JsonSerializer.Deserialize(json, DependencyJson.Default.FoundDependencies) : null;

    /// <summary>Writes it for later stages; an unchanged file keeps its time.</summary>
    public void Save(string file) => AtomicFile.WriteIfDifferent(file, JsonSerializer.Serialize(this, DependencyJson.Default.FoundDependencies));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DependencyRecord))]
[JsonSerializable(typeof(FoundDependencies))]
internal sealed partial class DependencyJson : JsonSerializerContext;
