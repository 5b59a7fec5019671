using System.Text.Encodings.Web;
using System.Text.Json;

namespace PyContainers.Core.Images;

/// <summary>The labels that the project and the base give an image: the OCI image specification's pre-defined
/// annotation keys, and ours.</summary>
public static class ImageLabels
{
    /// <summary>How to find out whether the application is well: a JSON array, the exec form of a command.</summary>
    public const string Health = "dev.pycontainers.health";

    // Not HTML: '<' and the quote stay readable for whoever copies it into a manifest.
    private static readonly JsonSerializerOptions s_plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A command as a JSON array.</summary>
    public static string Json(IEnumerable<string> command) => JsonSerializer.Serialize(command, s_plain);

    /// <summary>The labels that are made.</summary>
    /// <param name="image">What the image is; all null where it only carries the project.</param>
    /// <param name="baseName">The base's name.</param>
    /// <param name="baseDigest">Its digest, or empty.</param>
    /// <param name="revision">The commit, or empty.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(
        ImageDescription image, string baseName, string baseDigest, string revision)
    {
        (string Name, string? Value)[] labels =
        [
            ("title", image.Title),
            ("version", image.Version),
            ("description", image.Description),
            ("licenses", image.Licenses),
            ("url", image.Url),
            ("source", image.Source),
            ("revision", revision),
            ("base.name", baseName),
            ("base.digest", baseDigest),
        ];
        return labels.Where(label => !string.IsNullOrEmpty(label.Value))
            .Select(label => KeyValuePair.Create("org.opencontainers.image." + label.Name, label.Value!));
    }
}

/// <summary>What an image is, in the words of the OCI image specification's annotation keys. Null: not said.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Version">The version of what is packaged.</param>
/// <param name="Description">For people, on one line.</param>
/// <param name="Licenses">An SPDX expression.</param>
/// <param name="Url">Where to find more about it.</param>
/// <param name="Source">Where the source code is.</param>
public sealed record ImageDescription(
    string? Title, string? Version, string? Description, string? Licenses, string? Url, string? Source);
