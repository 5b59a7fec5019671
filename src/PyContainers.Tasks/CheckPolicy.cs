using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Refuses base images, indexes and archives that the organisation does not allow.</summary>
public sealed class CheckPolicy : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>Full path of what <c>PyContainerProject</c> points to.</summary>
    [Required]
    public string ProjectPath { get; set; } = "";

    /// <summary>The base as the user wrote it.</summary>
    [Required]
    public string BaseImage { get; set; } = "";

    /// <summary><c>PyContainerAllowedBaseImages</c>.</summary>
    public string[] AllowedBaseImages { get; set; } = [];

    /// <summary><c>PyContainerAllowedIndexes</c>.</summary>
    public string[] AllowedIndexes { get; set; } = [];

    /// <summary><c>PyContainerRequireHashes</c>.</summary>
    public bool RequireHashes { get; set; }

    /// <summary>The items <c>PyContainerTool</c>.</summary>
    public string[] Tools { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new CheckPolicyOptions(
            MSBuildText.Names(AllowedBaseImages), MSBuildText.Names(AllowedIndexes), RequireHashes, BaseImage,
            ProjectPath, Tools);
        new CheckPolicyStage(new BuildState(StateFolder), options, Environment.GetEnvironmentVariable).Run();
        return Task.CompletedTask;
    }
}
