using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>What the commands on this machine share: the files of the stages before, and what is installed.</summary>
public abstract class HostTask : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary><c>PyContainerPackage</c>, or empty.</summary>
    public string Package { get; set; } = "";

    /// <summary><c>PyContainerExtras</c>.</summary>
    public string[] Extras { get; set; } = [];

    /// <summary><c>PyContainerDependencyGroups</c>.</summary>
    public string[] DependencyGroups { get; set; } = [];

    /// <summary>The files of the stages before.</summary>
    private protected BuildState State => new(StateFolder);

    /// <summary>What these properties say.</summary>
    private protected HostOptions Host => new(Package, Extras, DependencyGroups);
}
