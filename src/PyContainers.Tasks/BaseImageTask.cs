using Microsoft.Build.Framework;
using PyContainers.Core.Bases;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>What the tasks that deal with the base image share: where it is.</summary>
public abstract class BaseImageTask : SdkTask
{
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

    /// <summary>Where the base comes from.</summary>
    private protected BaseSource Source() => BaseIn(
        new BuildState(StateFolder), LayoutFolder, new ImageReference(BaseRegistry, BaseName, BaseTag, BaseDigest),
        DisplayName);
}
