using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>Lists the files that local packages and the application are made of, once it is known what the project is,
/// and compares their content with that of the last build.</summary>
public sealed class CollectSources : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>Files and folders that are no sources: <c>bin</c>, <c>obj</c>, <c>PyContainerExclude</c>.</summary>
    public ITaskItem[] Excluded { get; set; } = [];

    /// <summary>Full paths of the files that the user adds.</summary>
    public string[] Include { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        new CollectSourcesStage(new BuildState(StateFolder), ExcludedItems.Of(Excluded), Include).Run();
        return Task.CompletedTask;
    }
}
