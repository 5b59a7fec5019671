using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Before the layers: a Django site collects its static files.</summary>
public sealed class CollectStatic : LayersTask
{
    /// <summary>The image's variables, metadata <c>Value</c>: settings may ask for them.</summary>
    public ITaskItem[] EnvironmentVariables { get; set; } = [];

    /// <inheritdoc/>
    protected override string Stage => "collecting static files";

    /// <inheritdoc/>
    protected override Task RunAsync() =>
        new CollectStaticStage(State, Options(), MSBuildText.Pairs(EnvironmentVariables)).RunAsync(Cancellation);
}
