using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>Lists the files that local packages and the application are made of, once it is known what the project is.
/// Reads none of them.</summary>
public sealed class CollectSources : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>Files and folders that are no sources: <c>bin</c>, <c>obj</c>, <c>PyContainerExclude</c>.</summary>
    public ITaskItem[] Excluded { get; set; } = [];

    /// <summary>The sources of local packages, or the application's files.</summary>
    [Output]
    public ITaskItem[] SourceFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var stage = new CollectSourcesStage(new BuildState(StateFolder), ExcludedItems.Of(Excluded));
        SourceFiles = MSBuildText.Items(stage.Run());
        return Task.CompletedTask;
    }
}
