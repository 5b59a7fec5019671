using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>
/// Lists the files that decide what a project is, for MSBuild's own up-to-date check. What an earlier build found out
/// about the project is
/// used; before the first build there is only <c>pyproject.toml</c>. Starts nothing and reads no file but the state's
/// own.
/// </summary>
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

    /// <summary>What decides the lock: every <c>pyproject.toml</c> of the workspace, <c>uv.lock</c>, <c>uv.toml</c>,
    /// <c>.python-version</c>.</summary>
    [Output]
    public ITaskItem[] ProjectFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new CollectInputsOptions(ProjectFolder, RuntimeIdentifiers, Settings);
        ProjectFiles = MSBuildText.Items(new CollectInputsStage(new BuildState(StateFolder), options).Run());
        return Task.CompletedTask;
    }
}
