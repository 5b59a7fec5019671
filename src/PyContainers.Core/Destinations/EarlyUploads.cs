using PyContainers.Core.Common;

namespace PyContainers.Core.Destinations;

/// <summary>A layer that has just been written.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="DiffId">The digest of its content.</param>
/// <param name="Path">Full path of its file.</param>
public sealed record NewLayer(string Digest, string DiffId, string Path);

/// <summary>
/// Sends small layers that the destination cannot have, beside the build's other work. The SDK then asks for each and
/// finds it: three requests, where it would have made six. What is not there when the image is served is the SDK's to
/// send.
/// </summary>
public sealed class EarlyUploads : IDisposable
{
    /// <summary>The size of a small layer at most, in bytes: one request is enough, and nobody waits for it.</summary>
    public const long MaxSize = 1 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly BackgroundWork<bool> _sending;
    private long _bytes;

    /// <summary>Begins to send.</summary>
    /// <param name="repository">Opens the destination.</param>
    /// <param name="published">What the destination has: a layer of that is not sent again.</param>
    /// <param name="layers">The layers.</param>
    public EarlyUploads(Func<RegistryRepository> repository, PublishedImages published, IEnumerable<NewLayer> layers) =>
        _sending = new(async stop =>
        {
            var there = await published.LayersAsync(stop);
            var client = new Lazy<RegistryRepository>(repository);
            await Task.WhenAll(layers.Where(layer => !there.Contains(layer.DiffId))
                .Select(layer => SendAsync(client.Value, layer, stop)));
            return true;
        });

    /// <summary>Waits for it, but not for ever.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>How many bytes were sent, and why not all, null if they were.</returns>
    public Task<(long Bytes, string? Failure)> FinishAsync(CancellationToken cancellation) =>
        BestEffort.DoAsync<(long, string?)>(
            async () =>
            {
                await _sending.Result.WaitAsync(s_patience, cancellation);
                return (_bytes, null);
            },
            failure => (_bytes, BestEffort.Reason(failure)), cancellation);

    /// <summary>Ends the sending.</summary>
    public void Dispose() => _sending.Dispose();

    private async Task SendAsync(RegistryRepository repository, NewLayer layer, CancellationToken cancellation)
    {
        if (await repository.MountAsync(layer.Digest, from: null, cancellation) is { } place)
            Interlocked.Add(ref _bytes, await repository.UploadAsync(place, layer.Digest, layer.Path, cancellation));
    }
}
