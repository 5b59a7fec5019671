using System.Text.Json.Nodes;
using PyContainers.Core.Common;

namespace PyContainers.Core.Oci;

/// <summary>Writes the index over the images of several platforms.</summary>
public static class ImageIndex
{
    /// <summary>Composes the index: Docker's manifest list when all images are Docker's, else OCI's.</summary>
    /// <param name="images">The platforms' images.</param>
    /// <param name="architectures">Their OCI names, in the same order.</param>
    public static ComposedIndex Compose(IReadOnlyList<ComposedImage> images, IReadOnlyList<string> architectures)
    {
        if (images.Count != architectures.Count)
            throw new ArgumentException("Every image needs its architecture.", nameof(architectures));

        var mediaType = images.Count > 0 && images.All(i => i.MediaType == MediaTypes.DockerManifest) ? MediaTypes.DockerIndex : MediaTypes.OciIndex;
        var manifests = new JsonArray();
        foreach (var (image, architecture) in images.Zip(architectures))
        {
            var descriptor = new Descriptor(image.MediaType, image.Digest, image.Manifest.Length).ToJson();
            descriptor["platform"] = new JsonObject { ["architecture"] = architecture, ["os"] = "linux" };
            manifests.Add((JsonNode)descriptor);
        }
        var bytes = ImageJson.Bytes(new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = mediaType, ["manifests"] = manifests });
        return new ComposedIndex(bytes, mediaType, Digests.Of(bytes));
    }
}
