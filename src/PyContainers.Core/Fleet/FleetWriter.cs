using PyContainers.Core.Diagnostics;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Fleet;

/// <summary>
/// Fills the fleet's cache after a publish: layers are mounted from where they have just been pushed to, or else sent
/// from this machine. An entry that is there stays; one with other layers is an alarm.
/// </summary>
/// <param name="cache">The cache.</param>
/// <param name="from">The repository of the cache's registry that has been published to; null for another
/// destination.</param>
/// <param name="log">Gets the alarm.</param>
public sealed class FleetWriter(FleetCache cache, string? from, ILog log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Writes an entry for each layer that this build has made, and one for all.</summary>
    /// <param name="key">See <see cref="DependencyKey"/>; null where nobody knows it.</param>
    /// <param name="layers">The layers below the project's own packages.</param>
    /// <param name="fragments">What is known of the content of those that this build has made.</param>
    /// <param name="runtimeIdentifier">Their platform.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>How many layers are new in the cache, and whether it has all of them now.</returns>
    public async Task<(int Filled, bool IsComplete)> FillAsync(
        string? key, IReadOnlyList<WrittenLayer> layers, IEnumerable<byte[]> fragments, string runtimeIdentifier,
        CancellationToken cancellation)
    {
        var own = layers.Where(layer => layer.From.Length == 0).ToList();
        var there = await Task.WhenAll(own.Select(layer =>
            BlobAsync(layer.Blob.Digest, layer.Blob.Path, cancellation))
            .Concat(fragments.Select(fragment => SendAsync(fragment, cancellation))));
        if (!there.All(one => one))
            return (0, false);
        var written = await Task.WhenAll(own.Where(layer => layer.Key.Length > 0).Select(layer => EntryAsync(
            FleetEntry.LayerTag(layer.Key), new FleetEntry(layer.Key, [layer]), layer.Name, runtimeIdentifier,
            cancellation)));
        var whole = key is null ? null : FleetEntry.OfDependencies(key, layers);
        // Taken over as they are, they are that very entry.
        var all = whole is null || whole.Layers.All(layer => layer.From.Length > 0 && layer.Key.Length == 0)
            ? Written.Kept
            : await EntryAsync(
                FleetEntry.DependenciesTag(whole.Key), whole, "all dependencies", runtimeIdentifier, cancellation);
        return (written.Count(one => one == Written.New), written.Append(all).All(one => one != Written.No));
    }

    /// <summary>Writes an entry for the base image, whose layers every further repository needs.</summary>
    /// <param name="image">The base image.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Whether it is there.</returns>
    public async Task<bool> BaseAsync(OciImage image, CancellationToken cancellation)
    {
        var tag = FleetEntry.BaseTag(image.Manifest.Digest);
        if (await HeadAsync(tag, cancellation) is not { } there)
            return false;
        if (there)
            return true;
        var blobs = await Task.WhenAll(image.Manifest.Layers.Select(layer => layer.Digest)
            .Distinct(StringComparer.Ordinal).Select(digest => BlobAsync(digest, "", cancellation)));
        // Without a mount they would have to be downloaded first.
        return blobs.All(one => one)
            && await SendAsync(image.Config.ToBytes(), cancellation)
            && await PutAsync(tag, image.Manifest.MediaType, image.Manifest.ToBytes(), cancellation);
    }

    private async Task<Written> EntryAsync(
        string tag, FleetEntry entry, string name, string runtimeIdentifier, CancellationToken cancellation)
    {
        var (answered, theirs) = await cache.ReadAsync(tag, s_patience, cancellation);
        if (!answered)
            return Written.No;
        if (theirs is not null)
        {
            if (theirs.IsSame(entry))
                return Written.Kept;
            log.Warning(FleetErrors.OtherDigest($"{cache.Place}:{tag}", name, $"{theirs}", $"{entry}"));
            return Written.No;
        }

        var (manifest, config) = entry.ToImage(runtimeIdentifier);
        return await SendAsync(config, cancellation)
            && await PutAsync(tag, MediaTypes.OciManifest, manifest, cancellation)
                ? Written.New
                : Written.No;
    }

    private Task<bool> BlobAsync(string digest, string path, CancellationToken cancellation) =>
        cache.AskAsync(async (registry, stop) =>
        {
            if (await registry.MountAsync(digest, from, stop) is not { } place
                || await registry.HasBlobAsync(digest, stop))
                return true;
            if (path.Length == 0)
                return false;
            await registry.UploadAsync(place, digest, path, cancellation); // may take its time
            return true;
        }, s_patience, cancellation);

    private Task<bool> SendAsync(byte[] blob, CancellationToken cancellation) =>
        cache.AskAsync(async (registry, stop) =>
        {
            await registry.AddBlobAsync(blob, stop);
            return true;
        }, s_patience, cancellation);

    private Task<bool> PutAsync(string tag, string mediaType, byte[] manifest, CancellationToken cancellation) =>
        cache.AskAsync(async (registry, stop) =>
        {
            await registry.PutManifestAsync(tag, mediaType, manifest, stop);
            return true;
        }, s_patience, cancellation);

    // Null when nobody answers.
    private async Task<bool?> HeadAsync(string tag, CancellationToken cancellation) =>
        await cache.AskAsync<bool?>(
            async (registry, stop) => await registry.TryManifestAsync(tag, stop) is not null, s_patience,
            cancellation);

    private enum Written
    {
        New,
        Kept,
        No,
    }
}
