using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Layers;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Fleet;

/// <summary>The registry that is published to.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="CanMount">Whether its registry has the fleet's cache too, so that layers need not travel.</param>
public sealed record FleetDestination(RegistryRepository Repository, bool CanMount);

/// <summary>
/// Takes layers from the fleet's cache, at once: what retention removes later is in the destination or on this machine
/// by then, so a build that goes on without making a layer can rely on it.
/// </summary>
/// <param name="cache">The cache.</param>
/// <param name="destination">Makes the client of the registry that is published to; null for an archive or an engine,
/// which need the bytes.</param>
/// <param name="folder">The user's folder of layers by digest.</param>
/// <param name="log">Gets the reason when a layer cannot be had.</param>
public sealed class FleetLayers(FleetCache cache, Func<FleetDestination>? destination, string folder, ILog log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Lazy<FleetDestination?> _destination = new(() => destination?.Invoke());

    /// <summary>The cache.</summary>
    public FleetPlace Place => cache.Place;

    /// <summary>All layers below a project's own packages.</summary>
    /// <param name="key">See <see cref="DependencyKey"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Null when the cache does not have them, or has lost one.</returns>
    public Task<FleetEntry?> DependenciesAsync(string key, CancellationToken cancellation) =>
        FindAsync(FleetEntry.DependenciesTag(key), key, cancellation);

    /// <summary>One layer.</summary>
    /// <param name="key">See <see cref="LayerKey"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Null when the cache does not have it.</returns>
    public async Task<WrittenLayer?> LayerAsync(string key, CancellationToken cancellation) =>
        await FindAsync(FleetEntry.LayerTag(key), key, cancellation) is { Layers: [var only] } ? only : null;

    /// <summary>Full path of a layer's file on this machine, downloaded if need be.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <returns>Null when it cannot be had.</returns>
    public async Task<string?> FileAsync(LayerBlob layer, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, Digests.Hex(layer.Digest) + ".tar.gz");
        return File.Exists(path) && Digests.OfFile(path) == layer.Digest
            || await DownloadAsync(layer.Digest, path, cancellation)
            ? path
            : null;
    }

    /// <summary>Downloads a blob.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <returns>Whether the file is there.</returns>
    public Task<bool> DownloadAsync(string digest, string path, CancellationToken cancellation) =>
        cache.AskAsync(
            (registry, stop) => registry.DownloadAsync(digest, path, stop, cancellation), s_patience, cancellation);

    private async Task<FleetEntry?> FindAsync(string tag, string key, CancellationToken cancellation)
    {
        if (await cache.FindAsync(tag, key, cancellation) is not { } entry)
            return null;
        var taken = await Task.WhenAll(entry.Layers.Select(layer => TakeAsync(layer, cancellation)));
        if (taken.All(one => one))
            return entry;
        log.Step($"a layer of '{cache.Place}:{tag}' cannot be had and is made anew");
        return null;
    }

    private async Task<bool> TakeAsync(WrittenLayer layer, CancellationToken cancellation) =>
        await IsAtDestinationAsync(layer.Blob.Digest, cancellation)
        || await FileAsync(layer.Blob, cancellation) is not null;

    private async Task<bool> IsAtDestinationAsync(string digest, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(s_patience);
        return await BestEffort.DoAsync(
            async () => _destination.Value is var (repository, canMount)
                && (canMount && await repository.MountAsync(digest, cache.Place.Repository, stop.Token) is null
                    || await repository.HasBlobAsync(digest, stop.Token)),
            failure =>
            {
                log.Detail($"{digest} is not looked for at the destination: {BestEffort.Reason(failure)}");
                return false;
            },
            cancellation);
    }
}
