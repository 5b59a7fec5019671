using System.Text.Json;

namespace PyContainers.Core.Oci;

/// <summary>An image in the list of an archive of <c>docker save</c> (Docker Image Specification 1.2,
/// <c>manifest.json</c>).</summary>
/// <param name="Config">The config's file in the archive.</param>
/// <param name="Layers">The layers' files in the archive, bottom to top.</param>
public sealed record SavedImageFiles(string Config, IReadOnlyList<string> Layers);

/// <summary>The list of images in an archive of <c>docker save</c>.</summary>
public static class SavedImageList
{
    /// <summary>Reads it.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="JsonException">It is no such list.</exception>
    public static IReadOnlyList<SavedImageFiles> Read(byte[] bytes)
    {
        var list = OciJson.ParseAny(bytes);
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Image)]
            : throw new JsonException("its manifest.json is not a list");
    }

    private static SavedImageFiles Image(JsonElement image) =>
        image.ValueKind == JsonValueKind.Object && OciJson.Text(image, "Config") is { } config
            ? new SavedImageFiles(config, [.. OciJson.Texts(image, "Layers")])
            : throw new JsonException("its manifest.json lists an image without a config");
}
