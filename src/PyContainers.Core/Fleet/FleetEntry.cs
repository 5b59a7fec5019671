using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Common;
using PyContainers.Core.Elf;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Fleet;

/// <summary>
/// An entry of the fleet's cache: layers that are made of what a key says. In the registry it is an image of one
/// manifest under a tag made of the key. What else must be known of a layer stands next to it in the manifest, so a
/// hit is one request.
/// </summary>
/// <param name="Key">See <see cref="DependencyKey"/> and <see cref="LayerKey"/>.</param>
/// <param name="Layers">The layers, bottom to top.</param>
public sealed record FleetEntry(string Key, IReadOnlyList<WrittenLayer> Layers)
{
    /// <summary>The key as the manifest tells it: a manifest may have been copied under another tag.</summary>
    internal const string KeyAnnotation = "dev.pycontainers.key";

    internal const string LayerAnnotation = "dev.pycontainers.layer";

    /// <summary>The media type of what is known of a layer's content. It is listed after the layers, so that the
    /// registry keeps it.</summary>
    internal const string FragmentType = "application/vnd.pycontainers.sbom.v1+json";

    /// <summary>The tag of an entry with all layers below a project's own packages.</summary>
    /// <param name="key">See <see cref="DependencyKey"/>.</param>
    public static string DependenciesTag(string key) => $"d1-{Digests.Hex(key)}";

    /// <summary>The tag of an entry with one layer.</summary>
    /// <param name="key">See <see cref="LayerKey"/>.</param>
    public static string LayerTag(string key) => $"l1-{Digests.Hex(key)}";

    /// <summary>The tag of a base image. It is there for its layers, which every image on it needs.</summary>
    /// <param name="digest">Digest of its manifest.</param>
    public static string BaseTag(string digest) => $"b1-{Digests.Hex(digest)}";

    /// <summary>The entry of all layers below a project's own packages. The interpreter's shared library is none of
    /// them: what lies above decides whether it is there.</summary>
    /// <param name="key">See <see cref="DependencyKey"/>.</param>
    /// <param name="layers">The layers.</param>
    public static FleetEntry OfDependencies(string key, IEnumerable<WrittenLayer> layers) =>
        new(key, [.. layers.Where(layer => layer.Name != LayerPlanner.SharedLibrary)]);

    /// <summary>Whether another entry has the same key and bytes.</summary>
    public bool IsSame(FleetEntry other) =>
        Key == other.Key && Layers.Select(Bytes).SequenceEqual(other.Layers.Select(Bytes));

    /// <summary>Its layers for people.</summary>
    public override string ToString() =>
        Layers.Count == 0 ? "of something else" : string.Join(", ", Layers.Select(layer => layer.Blob.Digest));

    /// <summary>Reads a manifest.</summary>
    /// <param name="manifest">Its bytes.</param>
    /// <param name="from">The cache that has it.</param>
    /// <returns>Null for what is no entry of this format.</returns>
    public static FleetEntry? TryParse(byte[] manifest, FleetPlace from)
    {
        try
        {
            var image = JsonSerializer.Deserialize(manifest, FleetJson.Default.EntryManifest);
            var key = image?.Annotations?.GetValueOrDefault(KeyAnnotation);
            return image is { Layers.Count: > 0 } && Digests.IsDigest(key)
                ? new FleetEntry(
                    key!,
                    [.. image.Layers.Where(one => one.MediaType != FragmentType).Select(layer => Layer(layer, from))])
                : null;
        }
        catch (JsonException)
        {
            return null; // somebody else's image
        }
    }

    /// <summary>The entry as an image.</summary>
    /// <param name="runtimeIdentifier">The platform.</param>
    public (byte[] Manifest, byte[] Config) ToImage(string runtimeIdentifier)
    {
        var fragments = Layers.Select(layer => layer.Fragment).OfType<Descriptor>().ToList();
        var config = JsonSerializer.SerializeToUtf8Bytes(
            new EntryConfig(
                Platform.Of(runtimeIdentifier).OciArchitecture, "linux",
                new EntryRoot("layers", [
                    .. Layers.Select(layer => layer.Blob.DiffId), .. fragments.Select(fragment => fragment.Digest),
                ])),
            FleetJson.Default.EntryConfig);
        var manifest = new EntryManifest(
            2, MediaTypes.OciManifest,
            new EntryDescriptor(MediaTypes.OciConfig, Digests.Of(config), config.Length),
            [
                .. Layers.Select(LayerDescriptor),
                .. fragments.Select(one => new EntryDescriptor(FragmentType, one.Digest, one.Size)),
            ])
        {
            Annotations = Annotations(KeyAnnotation, Key),
        };
        return (JsonSerializer.SerializeToUtf8Bytes(manifest, FleetJson.Default.EntryManifest), config);
    }

    private static (string, string, long) Bytes(WrittenLayer layer) =>
        (layer.Blob.Digest, layer.Blob.DiffId, layer.Blob.Size);

    private static EntryDescriptor LayerDescriptor(WrittenLayer layer) =>
        new(MediaTypes.OciLayer, layer.Blob.Digest, layer.Blob.Size)
        {
            Annotations = Annotations(LayerAnnotation, JsonSerializer.Serialize(
                new EntryLayer(layer.Kind, layer.Name, layer.Content, layer.Blob.DiffId, layer.Blob.Compiled)
                {
                    Fragment = layer.Fragment,
                },
                FleetJson.Default.EntryLayer)),
        };

    private static SortedDictionary<string, string> Annotations(string name, string value) =>
        new(StringComparer.Ordinal) { [name] = value };

    private static WrittenLayer Layer(EntryDescriptor descriptor, FleetPlace from)
    {
        if (descriptor.Annotations?.GetValueOrDefault(LayerAnnotation) is not { } text
            || JsonSerializer.Deserialize(text, FleetJson.Default.EntryLayer) is not { } layer
            || !Digests.IsDigest(descriptor.Digest) || !Digests.IsDigest(layer.DiffId))
            throw new JsonException("it is no layer of an entry");
        var blob = new LayerBlob(descriptor.Digest, layer.DiffId, descriptor.Size, Path: "")
        {
            Compiled = layer.Compiled,
        };
        return new WrittenLayer(layer.Kind, layer.Name, blob, Reused: true, layer.Content)
        {
            From = $"{from}",
            Fragment = layer.Fragment,
        };
    }
}

internal sealed record EntryManifest(
    int SchemaVersion, string MediaType, EntryDescriptor Config, IReadOnlyList<EntryDescriptor> Layers)
{
    public SortedDictionary<string, string>? Annotations { get; init; }
}

internal sealed record EntryDescriptor(string MediaType, string Digest, long Size)
{
    public SortedDictionary<string, string>? Annotations { get; init; }
}

internal sealed record EntryConfig(string Architecture, string Os, EntryRoot Rootfs);

internal sealed record EntryRoot(
    string Type, [property: JsonPropertyName("diff_ids")] IReadOnlyList<string> DiffIds);

internal sealed record EntryLayer(
    LayerKind Kind, string Name, IReadOnlyList<string> Content, string DiffId, IReadOnlyList<CompiledFile> Compiled)
{
    public Descriptor? Fragment { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntryManifest))]
[JsonSerializable(typeof(EntryConfig))]
[JsonSerializable(typeof(EntryLayer))]
internal sealed partial class FleetJson : JsonSerializerContext;
