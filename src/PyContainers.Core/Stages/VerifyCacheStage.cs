using PyContainers.Core.Diagnostics;
using PyContainers.Core.Fleet;

namespace PyContainers.Core.Stages;

/// <summary>
/// Compares the entries of the fleet's cache with layers that were made here from the lockfile, without it. What is not
/// in the cache is no fault.
/// </summary>
/// <param name="state">The build's state, with layers that no cache had.</param>
/// <param name="runtimeIdentifiers">The image's platforms.</param>
/// <param name="cache">The cache.</param>
/// <param name="log">Gets the line.</param>
public sealed class VerifyCacheStage(
    BuildState state, IReadOnlyList<string> runtimeIdentifiers, FleetCache cache, ILog log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Compares them.</summary>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>What is wrong.</returns>
    /// <exception cref="PyContainersException">PYC4043.</exception>
    public async Task<IReadOnlyList<Diagnostic>> RunAsync(CancellationToken cancellation)
    {
        var wrong = new List<Diagnostic>();
        var (good, missing) = (0, 0);
        foreach (var (tag, name, entry) in runtimeIdentifiers.SelectMany(Entries))
        {
            var (answered, theirs) = await cache.ReadAsync(tag, s_patience, cancellation);
            if (!answered)
                throw FleetErrors.NotVerified($"{cache.Place}");
            if (theirs is null)
                missing++;
            else if (theirs.IsSame(entry))
                good++;
            else
                wrong.Add(FleetErrors.WrongEntry($"{cache.Place}:{tag}", name, $"{theirs}", $"{entry}"));
        }

        log.Notice($"'{cache.Place}': {good} entries hold what the lockfile makes, {wrong.Count} do not, "
            + $"{missing} are not there");
        return wrong;
    }

    private IEnumerable<(string Tag, string Name, FleetEntry Entry)> Entries(string runtimeIdentifier)
    {
        var platform = state.For(runtimeIdentifier);
        var layers = FillCacheStage.Layers(platform);
        if (platform.Found.TryRead() is { } found)
            yield return (
                FleetEntry.DependenciesTag(found.Key), "all dependencies",
                FleetEntry.OfDependencies(found.Key, layers));
        foreach (var layer in layers)
            yield return (FleetEntry.LayerTag(layer.Key), layer.Name, new FleetEntry(layer.Key, [layer]));
    }
}
