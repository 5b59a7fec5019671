namespace PyContainers.Core.Images;

/// <summary>One platform of a base image, as read from a registry or an OCI layout.</summary>
/// <param name="Manifest">The manifest's JSON.</param>
/// <param name="Configuration">The config's JSON.</param>
/// <param name="Digest">Digest of the platform's manifest; empty when the source did not tell.</param>
public sealed record BaseImage(string Manifest, string Configuration, string Digest)
{
    /// <summary>An image without layers, for an application that brings everything itself. It exists in no registry, so it has no digest.</summary>
    /// <param name="architecture">OCI name, such as <c>amd64</c>.</param>
    public static BaseImage Scratch(string architecture)
    {
        var config = $$"""{"architecture":"{{architecture}}","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]} }""";
        var manifest = $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{Digests.Of(config)}}","size":{{config.Length}} },"layers":[]}""";
        return new BaseImage(manifest, config, "");
    }
}
