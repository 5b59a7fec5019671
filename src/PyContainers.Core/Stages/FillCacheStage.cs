using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Fleet;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Stages;

/// <summary>What has been published.</summary>
/// <param name="RuntimeIdentifiers">The image's platforms, ex: <c>linux-x64</c>.</param>
/// <param name="Cache">The fleet's cache.</param>
/// <param name="Push">Whether this build may write to it.</param>
/// <param name="MountFrom">The repository that was published to, if the cache's registry has it; else null.</param>
public sealed record FillCacheOptions(
    IReadOnlyList<string> RuntimeIdentifiers, FleetPlace Cache, bool Push, string? MountFrom);

/// <summary>
/// Gives the fleet's cache the layers that it lacks, once they are published, and says what the cache was good for. It
/// never fails a publish. With what it has been filled is written down, so an unchanged publish asks nobody.
/// </summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What has been published.</param>
/// <param name="writer">Speaks with the cache.</param>
/// <param name="log">Gets the line.</param>
public sealed class FillCacheStage(BuildState state, FillCacheOptions options, FleetWriter writer, ILog log)
{
    /// <summary>Fills it.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var (taken, filled) = (0, 0);
        foreach (var runtimeIdentifier in options.RuntimeIdentifiers)
        {
            var layers = Layers(state.For(runtimeIdentifier));
            taken += layers.Count(layer => layer.From.Length > 0);
            if (options.Push)
                filled += await TryFillAsync(runtimeIdentifier, layers, cancellation);
        }

        if (taken + filled > 0)
            log.Step($"layers: {taken} from the fleet's cache, {filled} filled");
    }

    /// <summary>The layers of a platform that the cache may hold.</summary>
    internal static IReadOnlyList<WrittenLayer> Layers(PlatformState platform) =>
        [.. platform.Layers.Read().Layers.Where(layer => DependencyRecord.IsBelowPackages(layer.Kind))];

    private async Task<int> TryFillAsync(
        string runtimeIdentifier, IReadOnlyList<WrittenLayer> layers, CancellationToken cancellation)
    {
        try
        {
            return await FillAsync(runtimeIdentifier, layers, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Step($"the fleet's cache '{options.Cache}' is not filled: {e.Message}");
            return 0;
        }
    }

    private async Task<int> FillAsync(
        string runtimeIdentifier, IReadOnlyList<WrittenLayer> layers, CancellationToken cancellation)
    {
        var platform = state.For(runtimeIdentifier);
        var image = OciImage.Load(platform.Base);
        var key = platform.Found.TryRead()?.Key;
        var done = string.Join('\n',
            [
                $"{options.Cache} {options.MountFrom}", key, image.Digest,
                .. layers.Select(layer => layer.Blob.Digest), "",
            ]);
        if (File.Exists(platform.CacheFilled) && File.ReadAllText(platform.CacheFilled) == done)
            return 0;
        var fragments = new FragmentCache(state.UserLayers());
        var described = layers.Select(layer => Described(layer, fragments, cancellation)).ToList();
        var (filled, isComplete) = await writer.FillAsync(
            key, [.. described.Select(one => one.Layer)], described.Select(one => one.Fragment).OfType<byte[]>(),
            runtimeIdentifier, cancellation);
        if (isComplete && options.MountFrom is not null)
            await writer.BaseAsync(image, cancellation);
        if (isComplete)
            AtomicFile.WriteIfDifferent(platform.CacheFilled, done);
        return filled;
    }

    // Whoever takes the layer does not read it, and still wants to know what is in it.
    private static (WrittenLayer Layer, byte[]? Fragment) Described(
        WrittenLayer layer, FragmentCache fragments, CancellationToken cancellation)
    {
        if (layer.From.Length > 0 || fragments.BytesOf(layer.Blob, cancellation) is not { } bytes)
            return (layer, null);
        var fragment = new Descriptor(FleetEntry.FragmentType, Digests.Of(bytes), bytes.Length);
        return (layer with { Fragment = fragment }, bytes);
    }
}
