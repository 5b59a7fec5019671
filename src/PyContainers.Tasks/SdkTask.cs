using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;
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

    /// <summary>Reads images with the SDK's means.</summary>
    private protected SdkImage Sdk()
    {
        var log = BuildLog; // may be used by a thread of the loopback registry, after this task
        return new SdkImage(ContainersAssembly, RuntimeIdentifierGraphPath, OutputRegistry, log.Detail);
    }
}
