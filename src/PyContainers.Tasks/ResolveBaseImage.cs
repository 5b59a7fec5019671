using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>
/// Decides which image is the base before the SDK parses its name: what the user says, the offline kit's, or .NET's
/// chiseled image. An OCI
/// layout on disk (<c>oci:PATH</c>, or the name of one of the kit's images) gets a stand-in name, because the SDK knows
/// registries only.
/// </summary>
public sealed class ResolveBaseImage : PyContainerTask
{
    /// <summary><c>ContainerBaseImage</c>, or empty.</summary>
    [Output]
    public string BaseImage { get; set; } = "";

    /// <summary><c>ContainerFamily</c>, ex: <c>jammy-chiseled</c>; empty for <c>noble-chiseled</c>.</summary>
    public string Family { get; set; } = "";

    /// <summary><c>PyContainerOfflineKit</c>, or empty.</summary>
    public string OfflineKit { get; set; } = "";

    /// <summary>The project's folder: relative paths of layouts start here.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>Major and minor version of .NET's images, ex: <c>10.0</c>.</summary>
    [Required]
    public string DotnetVersion { get; set; } = "";

    /// <summary>Full path of the OCI layout, or empty when the base is in a registry.</summary>
    [Output]
    public string LayoutFolder { get; set; } = "";

    /// <summary>The base's name for labels and messages; holds no path of this machine.</summary>
    [Output]
    public string DisplayName { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new ResolveBaseImageOptions(BaseImage, Family, OfflineKit, ProjectFolder, DotnetVersion);
        (BaseImage, LayoutFolder, DisplayName) = new ResolveBaseImageStage(options).Run();
        return Task.CompletedTask;
    }
}
