using Microsoft.Build.Framework;
using PyContainers.Core.Bases;
using PyContainers.Core.Destinations;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>What the tasks share that read images from registries, for each platform.</summary>
public abstract class SdkTask : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The image's platforms, ex: <c>linux-x64;linux-arm64</c>.</summary>
    [Required]
    public string[] RuntimeIdentifiers { get; set; } = [];

    /// <summary>The registry that is published to: its credentials may be the base's too.</summary>
    public string OutputRegistry { get; set; } = "";

    /// <summary>The SDK's assembly with its container tasks.</summary>
    [Required]
    public string ContainersAssembly { get; set; } = "";

    /// <summary>The SDK's graph of runtime identifiers.</summary>
    [Required]
    public string RuntimeIdentifierGraphPath { get; set; } = "";

    /// <summary>A repository of the registry that is published to.</summary>
    private protected RegistryRepository Destination(string repository) =>
        Sdk().Registry.Repository(OutputRegistry, repository);

    /// <summary>Where a base image comes from.</summary>
    /// <param name="state">The state of the build that it is the base of.</param>
    /// <param name="layout">Full path of an OCI layout; empty for a registry.</param>
    /// <param name="reference">Its place in a registry.</param>
    /// <param name="name">Its name for messages.</param>
    private protected BaseSource BaseIn(BuildState state, string layout, ImageReference reference, string name) =>
        layout.Length > 0
            ? new LayoutSource(layout)
            : new RememberedSource(
                new RegistrySource(Sdk(), reference, name), reference, name,
                () => Path.Combine(state.Uv.Read().CacheFolder, "bases"), BuildLog);

    /// <summary>Reads images with the SDK's means.</summary>
    private protected SdkImage Sdk()
    {
        var log = BuildLog; // may be used by a thread of the loopback registry, after this task
        return new SdkImage(ContainersAssembly, RuntimeIdentifierGraphPath, OutputRegistry, log.Detail);
    }
}
