using System.Text;
using PyContainers.Core.Common;

namespace PyContainers.Core.Destinations;

/// <summary>What a publish made, as it is at the destination.</summary>
/// <param name="Images">The image of each platform.</param>
/// <param name="Index">The index of several platforms' images as JSON; empty for one.</param>
public sealed record PublishResult(IReadOnlyList<ImageDocuments> Images, string Index)
{
    /// <summary>The digest of what the tags name; empty when that is not known.</summary>
    public string Digest() =>
        Index.Length > 0 ? Digests.Of(Encoding.UTF8.GetBytes(Index)) : Images is [var only] ? only.Digest : "";
}

/// <summary>The documents of one platform's image.</summary>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="MediaType">The manifest's media type.</param>
/// <param name="Manifest">The manifest as JSON.</param>
/// <param name="Config">The config as JSON.</param>
public sealed record ImageDocuments(string Digest, string MediaType, string Manifest, string Config);
