using System.Globalization;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Images;

/// <summary>
/// Writes the manifest and config of a base image with layers, variables and labels added.
/// The same input gives the same bytes.
/// </summary>
public static class ImageComposer
{
    /// <summary>Composes one platform's image.</summary>
    public static OciImage Compose(OciImage image, ImageSettings settings)
    {
        var config = ConfigWriter.Apply(image.Config, settings, Time(settings.Created));
        var layers = settings.Layers.Select(layer => (layer.Blob.Digest, layer.Blob.Size));
        var manifest = image.Manifest.With(config, layers);
        return new OciImage(manifest, config, manifest.Digest);
    }

    private static string Time(DateTimeOffset created) =>
        created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
