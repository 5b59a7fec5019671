using System.Text.Encodings.Web;
using System.Text.Json;

namespace PyContainers.Core.Images;

/// <summary>The labels that the project and the base give an image: the OCI image specification's pre-defined annotation keys, and ours.</summary>
public static class ImageLabels
{
    /// <summary>How to find out whether the application is well: a JSON array, the exec form of a command.</summary>
    public const string Health = "dev.pycontainers.health";

    // Not HTML: '<' and the quote stay readable for whoever copies it into a manifest.
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A command as a JSON array.</summary>
    public static string Json(IEnumerable<string> command) => JsonSerializer.Serialize(command, s_plain);

    /// <summary>The labels that are made.</summary>
    /// <param name="name">Name of the project that the image is; null where it only carries one.</param>
    /// <param name="version">Its version, or null.</param>
    /// <param name="baseName">The base's name.</param>
    /// <param name="baseDigest">Its digest, or empty.</param>
    /// <param name="revision">The commit, or empty.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(string? name, string? version, string baseName, string baseDigest, string revision)
    {
        if (name is not null)
            yield return new("org.opencontainers.image.title", name);
        if (version is not null)
            yield return new("org.opencontainers.image.version", version);
        if (revision.Length > 0)
            yield return new("org.opencontainers.image.revision", revision);
        yield return new("org.opencontainers.image.base.name", baseName);
        if (baseDigest.Length > 0)
            yield return new("org.opencontainers.image.base.digest", baseDigest);
    }
}
