using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Layers;

/// <summary>What an image's label says about the layers below its own packages, so that a later build can take them
/// over without having their content.</summary>
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
        return new DependencyRecord(
            key,
            [
                .. below.Select(layer => new RecordedLayer(
                    layer.Kind, layer.Name, layer.Content, RecordedFile.Of(layer, below))),
            ],
            layers.Count - below.Count
        );
    }

    /// <summary>Whether a layer changes with the lock, not with the sources.</summary>
    public static bool IsBelowPackages(LayerKind kind) =>
        kind is not (LayerKind.Tools or LayerKind.LocalPackages or LayerKind.App);

    /// <summary>The label's value.</summary>
    public string ToLabel() => JsonSerializer.Serialize(this, DependencyJson.Default.DependencyRecord);

    /// <summary>Finds the recorded layers in an image that was published.</summary>
    /// <param name="image">The image.</param>
    /// <param name="key">The key that is wanted.</param>
    /// <returns>The layers without a file, or null when the image has none of that key.</returns>
    public static IReadOnlyList<WrittenLayer>? Find(OciImage image, string key)
    {
        if (image.Config.Label(Label) is not { } label || Parse(label) is not { } record || record.Key != key)
            return null;
        var (blobs, diffIds) = (image.Manifest.Layers, image.Config.DiffIds);
        var first = blobs.Count - SdkLayers - record.LayersAbove - record.Layers.Count;
        return record.LayersAbove < 0 || first < 0 || diffIds.Count != blobs.Count
            ? null
            : [.. record.Layers.Select((layer, at) => layer.At(blobs[first + at], diffIds[first + at]))];
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
/// <param name="Compiled">What its compiled files need of the base.</param>
public sealed record RecordedLayer(
    LayerKind Kind, string Name, IReadOnlyList<string> Content, IReadOnlyList<RecordedFile> Compiled)
{
    /// <summary>The layer with its place in a registry.</summary>
    internal WrittenLayer At(Descriptor descriptor, string diffId) =>
        new(
            Kind, Name,
            new LayerBlob(descriptor.Digest, diffId, descriptor.Size, Path: "")
            {
                Compiled = [.. Compiled.SelectMany(file => file.ToCompiled())],
            },
            Reused: true, Content);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DependencyRecord))]
internal sealed partial class DependencyJson : JsonSerializerContext;
