using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>What the tasks of one platform's image share: the files of the stages before.</summary>
public abstract class PlatformTask : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The image's platform, ex: <c>linux-x64</c>.</summary>
    [Required]
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>The files of the stages before.</summary>
    private protected BuildState State => new(StateFolder);

    /// <summary>The files of this platform.</summary>
    private protected PlatformState Platform => State.For(RuntimeIdentifier);
}
