using System.Text.Json;
using System.Text.Json.Nodes;

namespace PyContainers.Core.Oci;

/// <summary>An index over the images of several platforms, OCI's or Docker's manifest list.</summary>
public sealed class ImageIndex : OciDocument
{
    private ImageIndex(byte[] bytes) : base(bytes) =>
        Manifests = [.. (OciJson.Items(Root, "manifests") ?? []).Select(OciJson.Descriptor)];

    /// <summary>The descriptors of the manifests, or of indexes over more of them.</summary>
    public IReadOnlyList<Descriptor> Manifests { get; }

    /// <summary>Its media type.</summary>
    public string MediaType => OciJson.Text(Root, "mediaType") ?? MediaTypes.OciIndex;

    /// <summary>Reads an index; null when it is something else, such as a manifest.</summary>
    /// <exception cref="JsonException">It is not a JSON object.</exception>
    public static ImageIndex? TryParse(byte[] bytes) =>
        new ImageIndex(bytes) is var index && OciJson.Items(index.Root, "manifests") is not null ? index : null;

    /// <summary>Composes the index: Docker's manifest list when all images are Docker's, else OCI's.</summary>
    /// <param name="images">The platforms' images, each with its OCI name, such as <c>amd64</c>.</param>
    public static ImageIndex Compose(IReadOnlyList<(OciImage Image, string Architecture)> images)
    {
        var isDocker = images.Count > 0 && images.All(one => one.Image.Manifest.IsDocker);
        var manifests = from one in images
                        let of = one.Image.Manifest
                        select new Descriptor(of.MediaType, of.Digest, of.Size, "linux/" + one.Architecture).ToJson();
        return new ImageIndex(JsonEdit.Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = isDocker ? MediaTypes.DockerIndex : MediaTypes.OciIndex,
            ["manifests"] = new JsonArray([.. manifests]),
        }));
    }
}
