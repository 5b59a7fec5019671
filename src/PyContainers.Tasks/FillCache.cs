using PyContainers.Core.Fleet;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Gives the fleet's cache the layers that it lacks, once they are published.</summary>
public sealed class FillCache : SdkTask
{
    /// <summary><c>PyContainerCacheRepository</c>.</summary>
    public string CacheRepository { get; set; } = "";

    /// <summary><c>PyContainerCachePush</c>.</summary>
    public bool Push { get; set; }

    /// <summary>The repository that was pushed to.</summary>
    public string OutputRepository { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var client = new FleetClient(BuildEngine, ContainersAssembly, CacheRepository, BuildLog)
        {
            OutputRegistry = OutputRegistry,
            OutputRepository = OutputRepository,
        };
        if (client.Cache() is not { } cache)
            return;
        var from = client.CanMount ? OutputRepository : null;
        await new FillCacheStage(
                new BuildState(StateFolder), new FillCacheOptions(RuntimeIdentifiers, cache.Place, Push, from),
                new FleetWriter(cache, from, BuildLog), BuildLog)
            .RunAsync(Cancellation).ConfigureAwait(false);
    }
}
