using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PyContainers.Core.Oci;

/// <summary>The manifest of one platform's image, OCI's or Docker's: which config and which layers it has.</summary>
public sealed class Manifest : OciDocument
{
    private Manifest(byte[] bytes) : base(bytes)
    {
        Config = OciJson.Child(Root, "config") is { } config
            ? OciJson.Descriptor(config)
            : throw new JsonException("it is not an image manifest: it has no config");
        Layers = [.. OciJson.Array(Root, "layers").Select(OciJson.WholeDescriptor)];
    }

    /// <summary>The descriptor of its config.</summary>
    public Descriptor Config { get; }

    /// <summary>The descriptors of its layers, bottom to top.</summary>
    public IReadOnlyList<Descriptor> Layers { get; }

    /// <summary>Whether it is Docker's.</summary>
    // An OCI manifest may leave its own media type out; its config's type is required.
    public bool IsDocker =>
        (OciJson.Text(Root, "mediaType") ?? Config.MediaType) is MediaTypes.DockerManifest or MediaTypes.DockerConfig;

    /// <summary>Its media type.</summary>
    public string MediaType => IsDocker ? MediaTypes.DockerManifest : MediaTypes.OciManifest;

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Manifest Parse(byte[] bytes) => new(bytes);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Manifest Parse(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads what <see cref="OciDocument.Save"/> wrote.</summary>
    public static Manifest Load(string file) => new(File.ReadAllBytes(file));

    /// <summary>An OCI manifest.</summary>
    /// <param name="config">The image's config.</param>
    /// <param name="layers">Digest and size of each layer, bottom to top; gzip-compressed.</param>
    public static Manifest Of(ImageConfig config, IEnumerable<(string Digest, long Size)> layers) =>
        new(JsonEdit.Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.OciManifest,
            ["config"] = new Descriptor(MediaTypes.OciConfig, config.Digest, config.Size).ToJson(),
            ["layers"] = new JsonArray(
                [.. layers.Select(layer => new Descriptor(MediaTypes.OciLayer, layer.Digest, layer.Size).ToJson())]),
        }));

    /// <summary>The manifest of an image that is made of this one.</summary>
    /// <param name="config">Its config.</param>
    /// <param name="added">Digest and size of each layer on top, bottom to top; gzip-compressed.</param>
    public Manifest With(ImageConfig config, IEnumerable<(string Digest, long Size)> added)
    {
        var copy = Copy();
        var layers = JsonEdit.Array(copy, "layers");
        foreach (var (digest, size) in added)
            layers.Add(new Descriptor(IsDocker ? MediaTypes.DockerLayer : MediaTypes.OciLayer, digest, size).ToJson());
        copy["mediaType"] = MediaType;
        var configType = IsDocker ? MediaTypes.DockerConfig : MediaTypes.OciConfig;
        copy["config"] = new Descriptor(configType, config.Digest, config.Size).ToJson();
        // Both speak of the base (its source, its version, what it is an attachment of), which this image no longer is.
        copy.Remove("annotations");
        copy.Remove("subject");
        return new Manifest(JsonEdit.Bytes(copy));
    }

    /// <summary>The manifest without its last layer.</summary>
    public Manifest WithoutTopLayer()
    {
        var copy = Copy();
        JsonEdit.RemoveLast(copy["layers"]);
        return new Manifest(JsonEdit.Bytes(copy));
    }
}
