using System.Text;
using System.Text.Json.Nodes;
using PyContainers.Core.Common;

namespace PyContainers.Core.Oci;

/// <summary>An image's manifest and config.</summary>
/// <param name="Manifest">The manifest's JSON.</param>
/// <param name="MediaType">The manifest's media type.</param>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="Config">The config's JSON.</param>
/// <param name="ConfigDigest">The config's digest.</param>
public sealed record ComposedImage(byte[] Manifest, string MediaType, string Digest, byte[] Config, string ConfigDigest)
{
    /// <summary>Writes both for a later stage; unchanged files are left alone.</summary>
    public void Save(string manifestFile, string configFile)
    {
        AtomicFile.WriteIfDifferent(manifestFile, Encoding.UTF8.GetString(Manifest));
        AtomicFile.WriteIfDifferent(configFile, Encoding.UTF8.GetString(Config));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static ComposedImage Load(string manifestFile, string configFile)
    {
        var (manifest, config) = (File.ReadAllBytes(manifestFile), File.ReadAllBytes(configFile));
        return new ComposedImage(manifest, (string)JsonNode.Parse(manifest)!["mediaType"]!, Digests.Of(manifest), config, Digests.Of(config));
    }
}

/// <summary>An index over the images of several platforms.</summary>
/// <param name="Content">The index's JSON.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Digest">Its digest.</param>
public sealed record ComposedIndex(byte[] Content, string MediaType, string Digest);
