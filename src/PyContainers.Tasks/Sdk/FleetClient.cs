using Microsoft.Build.Framework;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Fleet;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks.Sdk;

/// <summary>The fleet's cache, through the SDK's client of registries.</summary>
/// <param name="engine">Keeps for the whole build whether the cache is still asked.</param>
/// <param name="assembly">The SDK's assembly with its container tasks.</param>
/// <param name="cacheRepository"><c>PyContainerCacheRepository</c>, or empty.</param>
/// <param name="log">Gets what is said about it.</param>
internal sealed class FleetClient(IBuildEngine engine, string assembly, string cacheRepository, ILog log)
{
    /// <summary>The registry that is pushed to; empty for another destination.</summary>
    public string OutputRegistry { get; init; } = "";

    /// <summary>The repository that is pushed to.</summary>
    public string OutputRepository { get; init; } = "";

    /// <summary>Where the cache is; null for none.</summary>
    /// <exception cref="PyContainersException">PYC2014.</exception>
    public FleetPlace? Place { get; } = cacheRepository.Length == 0
        ? null
        : FleetPlace.Parse(cacheRepository) ?? throw ProjectErrors.InvalidProperty(
            "PyContainerCacheRepository", cacheRepository, "it must be REGISTRY/NAME, without a tag.");

    /// <summary>Whether layers go from the cache to the destination, and back, without a byte.</summary>
    public bool CanMount => Place is not null && Place.Registry == OutputRegistry;

    /// <summary>The cache; null for none.</summary>
    // Credentials for the destination are for no other registry.
    public FleetCache? Cache() => Place is { } place
        ? new FleetCache(
            place, () => Sdk().Repository(place.Registry, place.Repository, CanMount ? "Push" : "Pull"),
            BuildObjects.Shared(engine, () => new FleetSwitch(), $"{place}"), log)
        : null;

    /// <summary>Its layers; null for none.</summary>
    /// <param name="state">The build's state.</param>
    public FleetLayers? Layers(BuildState state) => Cache() is { } cache
        ? new FleetLayers(
            cache,
            OutputRegistry.Length == 0 || OutputRepository.Length == 0
                ? null
                : () => new FleetDestination(Sdk().Repository(OutputRegistry, OutputRepository), CanMount),
            state.UserLayers().Blobs, log)
        : null;

    private SdkRegistry Sdk() => SdkRegistry.In(assembly);
}
