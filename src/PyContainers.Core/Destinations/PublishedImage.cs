namespace PyContainers.Core.Destinations;

/// <summary>An image that the destination has, or the one that is to be there.</summary>
/// <param name="Inputs">What its label says that it is made from.</param>
/// <param name="Layers">Digests of its uncompressed layers, bottom to top.</param>
/// <param name="EmptySteps">The steps of its history that made no layer, such as a <c>CMD</c> in a Dockerfile; null
/// where the history is not known.</param>
public sealed record PublishedImage(string Inputs, IReadOnlyList<string> Layers, int? EmptySteps)
{
    /// <summary>Its digest; empty in a local engine.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Whether it is what the .NET SDK makes of a composed image, with one layer of its own on top. The label
    /// alone does not tell: an image that somebody builds on ours inherits it.</summary>
    /// <param name="composed">The composed image.</param>
    public bool IsMadeOf(PublishedImage composed) =>
        Inputs == composed.Inputs
        && Layers.SkipLast(1).SequenceEqual(composed.Layers, StringComparer.Ordinal)
        && (EmptySteps is null || EmptySteps == composed.EmptySteps);
}

/// <summary>Reads what a tag names for a platform; null when that is nothing of ours, or not whole.</summary>
/// <param name="tag">The tag.</param>
/// <param name="runtimeIdentifier">The platform.</param>
/// <param name="cancellation">Ends the reading.</param>
public delegate PublishedImage? ReadPublished(string tag, string runtimeIdentifier, CancellationToken cancellation);
