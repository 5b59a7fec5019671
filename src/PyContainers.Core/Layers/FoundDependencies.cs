namespace PyContainers.Core.Layers;

/// <summary>What was found in an earlier image, between two stages.</summary>
/// <param name="Key">The key of this build's dependencies.</param>
/// <param name="Layers">The layers of that key; empty when there are none to reuse.</param>
/// <param name="Registry">Where their image is.</param>
/// <param name="Repository">Its repository.</param>
/// <param name="ImageDigest">Digest of the platform's manifest.</param>
public sealed record FoundDependencies(
    string Key,
    IReadOnlyList<WrittenLayer> Layers,
    string Registry,
    string Repository,
    string ImageDigest
)
{
    /// <summary>Whether the image could not be read, so that the next build asks again.</summary>
    public bool IsUnanswered { get; init; }
}
