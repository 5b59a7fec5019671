using Microsoft.Build.Framework;
using PyContainers.Core.Layers;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Stage 6 alone: shows which layers there would be; writes none.</summary>
public sealed class PlanLayers : LayersTask
{
    /// <summary>The planned layers, bottom to top. Metadata: <c>Kind</c>, <c>Size</c> in bytes (compressed when
    /// <c>Reused</c>, else uncompressed), <c>Reused</c>, <c>Distributions</c>.</summary>
    [Output]
    public ITaskItem[] Plan { get; set; } = [];

    /// <summary>What is left out of the application's folder, relative to it. Metadata: <c>Group</c>.</summary>
    [Output]
    public ITaskItem[] LeftOut { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var input = new LayersInput(State, Options());
        Plan = LayerPlanTable.Show(new LayersBuilder(input.Request(), input.Cache(), BuildLog).Preview(), Log);
        LeftOut = LeftOutTable.Show(input.Content.LeftOut, Log);
        return Task.CompletedTask;
    }
}
