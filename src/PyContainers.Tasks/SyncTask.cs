using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>What the two halves of stage 5 share.</summary>
public abstract class SyncTask : PlatformTask
{
    /// <summary><c>PyContainerPackage</c>, or empty.</summary>
    public string Package { get; set; } = "";

    /// <summary><c>PyContainerExtras</c>.</summary>
    public string[] Extras { get; set; } = [];

    /// <summary><c>PyContainerDependencyGroups</c>.</summary>
    public string[] DependencyGroups { get; set; } = [];

    /// <summary>The stage of which each half is a task.</summary>
    private protected FillEnvironmentStage Fill() =>
        new(
            State,
            new FillEnvironmentOptions(
                RuntimeIdentifier, Package, MSBuildText.Names(Extras), MSBuildText.Names(DependencyGroups)),
            BuildLog);
}
