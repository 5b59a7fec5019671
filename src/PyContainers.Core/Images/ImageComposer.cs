using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Images;

/// <summary>Writes the manifest and config of a base image with layers, variables and labels added. The same input gives the same bytes.</summary>
public static class ImageComposer
{
    /// <summary>Composes one platform's image.</summary>
    /// <exception cref="JsonException">The base's manifest or config is not a JSON object.</exception>
    public static ComposedImage Compose(BaseImage image, ImageSettings settings)
    {
        var config = Object(image.Configuration);
        var manifest = Object(image.Manifest);
        var isDocker = IsDocker(manifest);

        ConfigWriter.Apply(config, settings, Time(settings.Created));
        var configBytes = ImageJson.Bytes(config);
        var configDigest = Digests.Of(configBytes);

        var mediaType = isDocker ? MediaTypes.DockerManifest : MediaTypes.OciManifest;
        var layers = ImageJson.Array(manifest, "layers");
        foreach (var layer in settings.Layers)
            layers.Add(new Descriptor(isDocker ? MediaTypes.DockerLayer : MediaTypes.OciLayer, layer.Blob.Digest, layer.Blob.Size).ToJson());
        manifest["mediaType"] = mediaType;
        manifest["config"] = new Descriptor(isDocker ? MediaTypes.DockerConfig : MediaTypes.OciConfig, configDigest, configBytes.Length).ToJson();
        // Both speak of the base (its source, its version, what it is an attachment of), which this image no longer is.
        manifest.Remove("annotations");
        manifest.Remove("subject");

        var bytes = ImageJson.Bytes(manifest);
        return new ComposedImage(bytes, mediaType, Digests.Of(bytes), configBytes, configDigest);
    }

    private static JsonObject Object(string json) =>
        JsonNode.Parse(json) as JsonObject ?? throw new JsonException("An object was expected.");

    // An OCI manifest may leave its own media type out; its config's type is required.
    private static bool IsDocker(JsonObject manifest) =>
        ((string?)manifest["mediaType"] ?? (string?)manifest["config"]?["mediaType"]) is MediaTypes.DockerManifest or MediaTypes.DockerConfig;

    private static string Time(DateTimeOffset created) => created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
