using Microsoft.Build.Framework;
using PyContainers.Core.Common;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Decides which image is the base before the SDK parses its name: see
/// <see cref="ResolveBaseImageStage"/>.</summary>
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

    /// <summary>This product's folder in the user's cache; empty for the usual one.</summary>
    public string CacheFolder { get; set; } = "";

    /// <summary>Full path of the OCI layout, or empty when the base is in a registry.</summary>
    [Output]
    public string LayoutFolder { get; set; } = "";

    /// <summary>The base's name for labels and messages; holds no path of this machine.</summary>
    [Output]
    public string DisplayName { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var cache = CacheFolder.Length > 0 ? CacheFolder : UserFolders.Cache(Environment.GetEnvironmentVariable);
        var options = new ResolveBaseImageOptions(BaseImage, Family, OfflineKit, ProjectFolder, DotnetVersion, cache);
        (BaseImage, LayoutFolder, DisplayName) = new ResolveBaseImageStage(options, BuildLog).Run(Cancellation);
        return Task.CompletedTask;
    }
}
