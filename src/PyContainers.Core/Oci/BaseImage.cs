using System.Text.Json;
using PyContainers.Core.Common;

namespace PyContainers.Core.Oci;

/// <summary>One platform of a base image, as read from a registry or an OCI layout.</summary>
/// <param name="Manifest">The manifest's JSON.</param>
/// <param name="Configuration">The config's JSON.</param>
/// <param name="Digest">Digest of the platform's manifest; empty when the source did not tell.</param>
public sealed record BaseImage(string Manifest, string Configuration, string Digest)
{
    /// <summary>The value of an environment variable; null when the image does not set it.</summary>
    public string? Variable(string name)
    {
        var run = OciJson.Parse(Configuration).TryGetProperty("config", out var value) ? value : default;
        if (run.ValueKind != JsonValueKind.Object || !run.TryGetProperty("Env", out var lines) || lines.ValueKind != JsonValueKind.Array)
            return null;
        var line = lines.EnumerateArray().Where(line => line.ValueKind == JsonValueKind.String).Select(line => line.GetString()!)
            .LastOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal));
        return line?[(name.Length + 1)..];
    }

    /// <summary>An image without layers, for an application that brings everything itself. It exists in no registry, so it has no digest.</summary>
    /// <param name="architecture">OCI name, such as <c>amd64</c>.</param>
    public static BaseImage Scratch(string architecture)
    {
        var config = $$"""{"architecture":"{{architecture}}","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]} }""";
        var manifest = $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{Digests.Of(config)}}","size":{{config.Length}} },"layers":[]}""";
        return new BaseImage(manifest, config, "");
    }
}
