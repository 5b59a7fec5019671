using Microsoft.Build.Framework;
using PyContainers.Core.Fleet;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Writes the bill of materials of one platform's image.</summary>
public sealed class WriteSbom : PlatformTask
{
    /// <summary>The base's name.</summary>
    [Required]
    public string BaseImage { get; set; } = "";

    /// <summary>The registry that is published to: its credentials are the cache's too if that is there.</summary>
    public string OutputRegistry { get; set; } = "";

    /// <summary>The SDK's assembly with its container tasks.</summary>
    public string ContainersAssembly { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "writing the SBOM";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new WriteSbomOptions(RuntimeIdentifier, BaseImage);
        new WriteSbomStage(State, options, Fleet, BuildLog).Run(Cancellation);
        return Task.CompletedTask;
    }

    private FleetLayers Fleet(FleetPlace place) =>
        new FleetClient(BuildEngine, ContainersAssembly, $"{place}", BuildLog) { OutputRegistry = OutputRegistry }
            .Layers(State)!;
}
