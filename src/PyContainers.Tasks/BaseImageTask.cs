using System.Text.Json.Nodes;
using Microsoft.Build.Framework;
using PyContainers.Core.Images;

namespace PyContainers.Tasks;

/// <summary>What the tasks that deal with the base image share: where it is.</summary>
public abstract class BaseImageTask : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The image's platforms, ex: <c>linux-x64;linux-arm64</c>.</summary>
    [Required]
    public string[] RuntimeIdentifiers { get; set; } = [];

    /// <summary>Full path of an OCI layout, or empty.</summary>
    public string LayoutFolder { get; set; } = "";

    /// <summary>The base's registry, ex: <c>mcr.microsoft.com</c>.</summary>
    public string BaseRegistry { get; set; } = "";

    /// <summary>The base's repository, ex: <c>dotnet/runtime-deps</c>.</summary>
    [Required]
    public string BaseName { get; set; } = "";

    /// <summary>The base's tag, or empty.</summary>
    public string BaseTag { get; set; } = "";

    /// <summary>The base's digest, or empty.</summary>
    public string BaseDigest { get; set; } = "";

    /// <summary>The base's name for messages.</summary>
    [Required]
    public string DisplayName { get; set; } = "";

    /// <summary>The registry that is published to: its credentials may be the base's too.</summary>
    public string OutputRegistry { get; set; } = "";

    /// <summary>The SDK's assembly with its container tasks.</summary>
    [Required]
    public string ContainersAssembly { get; set; } = "";

    /// <summary>The SDK's graph of runtime identifiers.</summary>
    [Required]
    public string RuntimeIdentifierGraphPath { get; set; } = "";

    /// <summary>Where the base comes from.</summary>
    private protected BaseSource Source() =>
        LayoutFolder.Length > 0 ? new LayoutSource(LayoutFolder) : new RegistrySource(Sdk(), new SdkImageReference(BaseRegistry, BaseName, BaseTag, BaseDigest), DisplayName);

    /// <summary>Reads images with the SDK's means.</summary>
    private protected SdkImage Sdk()
    {
        var log = BuildLog; // may be used by a thread of the loopback registry, after this task
        return new SdkImage(ContainersAssembly, RuntimeIdentifierGraphPath, OutputRegistry, log.Detail);
    }

    /// <summary>The descriptors of an image's layers, bottom to top.</summary>
    private protected static IEnumerable<Descriptor> Descriptors(BaseImage image) =>
        JsonNode.Parse(image.Manifest)!["layers"]!.AsArray()
            .Select(layer => new Descriptor((string)layer!["mediaType"]!, (string)layer["digest"]!, (long)layer["size"]!));
}
