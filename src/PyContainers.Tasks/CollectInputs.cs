using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>Compares what users can change with what an earlier build found, and drops the stamps of what is no longer
/// so.</summary>
public sealed class CollectInputs : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary><c>PyContainerProject</c>: the folder of <c>pyproject.toml</c>, or the file of another shape of
    /// project. A full path.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>The image's platforms.</summary>
    [Required]
    public string[] RuntimeIdentifiers { get; set; } = [];

    /// <summary>Every setting that has an influence, as <c>name=value</c>.</summary>
    public string[] Settings { get; set; } = [];

    /// <summary>Full paths of the files that say what tools need.</summary>
    public string[] ToolFiles { get; set; } = [];

    /// <summary><c>PyContainerOfflineKit</c>, or empty.</summary>
    public string OfflineKit { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new CollectInputsOptions(ProjectFolder, RuntimeIdentifiers, Settings, ToolFiles, OfflineKit);
        new CollectInputsStage(new BuildState(StateFolder), options).Run();
        return Task.CompletedTask;
    }
}
