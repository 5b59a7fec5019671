using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Destinations;

/// <summary>What the destination has under each tag for each platform. Read beside the build's other work: the answer
/// takes as long as all small stages together.</summary>
public sealed class PublishedImages : IDisposable
{
    private readonly BackgroundWork<List<(string RuntimeIdentifier, PublishedImage Image)>?> _reading;

    /// <summary>Begins to read.</summary>
    /// <param name="read">Reads one image.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="runtimeIdentifiers">The platforms.</param>
    public PublishedImages(
        ReadPublished read, IReadOnlyList<string> tags, IReadOnlyList<string> runtimeIdentifiers) =>
        _reading = new(stop => Task.FromResult(Read(read, tags, runtimeIdentifiers, stop)));

    /// <summary>The digests of the images that are there already under every tag, one for each platform; none where a
    /// local engine has them. Null when something is to be pushed.</summary>
    /// <param name="composed">The composed image for each platform.</param>
    /// <param name="limit">How long to wait at most.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="TimeoutException">The destination did not answer in time.</exception>
    /// <exception cref="PyContainersException">PYC4001: it breaks every connection.</exception>
    public IReadOnlyList<string>? Find(
        IReadOnlyDictionary<string, PublishedImage> composed, TimeSpan limit, CancellationToken cancellation)
    {
        var images = _reading.Result.WaitAsync(limit, cancellation).GetAwaiter().GetResult();
        return images is { Count: > 0 }
            && images.TrueForAll(one => one.Image.IsMadeOf(composed[one.RuntimeIdentifier]))
            ? [.. images.DistinctBy(one => one.RuntimeIdentifier, StringComparer.Ordinal)
                .Select(one => one.Image.Digest).Where(digest => digest.Length > 0)]
            : null;
    }

    /// <summary>The digests of the content of all layers that are there; none where a tag is missing.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<IReadOnlySet<string>> LayersAsync(CancellationToken cancellation) =>
        (await _reading.Result.WaitAsync(cancellation) ?? []).SelectMany(one => one.Image.Layers)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Ends the reading.</summary>
    public void Dispose() => _reading.Dispose();

    // Null when one is missing: then the others do not matter.
    private static List<(string, PublishedImage)>? Read(
        ReadPublished read, IReadOnlyList<string> tags, IReadOnlyList<string> runtimeIdentifiers,
        CancellationToken stop)
    {
        var images = new List<(string, PublishedImage)>();
        var all = tags.SelectMany(tag => runtimeIdentifiers.Select(runtimeIdentifier => (tag, runtimeIdentifier)));
        foreach (var (tag, runtimeIdentifier) in all)
        {
            if (read(tag, runtimeIdentifier, stop) is not { } image)
                return null;
            images.Add((runtimeIdentifier, image));
        }

        return images;
    }
}
