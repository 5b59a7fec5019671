using PyContainers.Core.Diagnostics;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Compares the entries of the fleet's cache with layers that were made here from the lockfile.</summary>
public sealed class VerifyCache : SdkTask
{
    /// <summary><c>PyContainerCacheRepository</c>.</summary>
    public string CacheRepository { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var client = new FleetClient(BuildEngine, ContainersAssembly, CacheRepository, BuildLog)
        {
            OutputRegistry = OutputRegistry,
        };
        var cache = client.Cache() ?? throw ProjectErrors.InvalidProperty(
            "PyContainerCacheRepository", CacheRepository, "it must be REGISTRY/NAME, without a tag.");
        var wrong = await new VerifyCacheStage(new BuildState(StateFolder), RuntimeIdentifiers, cache, BuildLog)
            .RunAsync(Cancellation).ConfigureAwait(false);
        foreach (var one in wrong)
            LogError(one);
    }
}
