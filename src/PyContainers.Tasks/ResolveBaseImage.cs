using Microsoft.Build.Framework;
using PyContainers.Core.Uv;

namespace PyContainers.Tasks;

/// <summary>
/// Decides which image is the base before the SDK parses its name: what the user says, the offline kit's, or .NET's
/// chiseled image. An OCI
/// layout on disk (<c>oci:PATH</c>, or the name of one of the kit's images) gets a stand-in name, because the SDK knows
/// registries only.
/// </summary>
public sealed class ResolveBaseImage : PyContainerTask
{
    private const string LayoutPrefix = "oci:";

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
        var kit = OfflineKit.Length == 0 ? null : Core.Uv.OfflineKit.Open(OfflineKit, UvLocator.Host);
        if (BaseImage.Length == 0)
            BaseImage =
                kit?.DefaultImage
                ?? "mcr.microsoft.com/dotnet/runtime-deps:"
                    + $"{DotnetVersion}-{(Family.Length > 0 ? Family : "noble-chiseled")}";

        if (BaseImage.StartsWith(LayoutPrefix, StringComparison.Ordinal))
            LayoutFolder = Path.GetFullPath(BaseImage[LayoutPrefix.Length..], ProjectFolder);
        else if (
            kit?.Images is { } images
            && !BaseImage.Contains('/', StringComparison.Ordinal)
            && Directory.Exists(Path.Combine(images, BaseImage))
        )
            LayoutFolder = Path.Combine(images, BaseImage);

        DisplayName = BaseImage;
        if (LayoutFolder.Length > 0)
        {
            DisplayName = Path.GetFileName(Path.TrimEndingDirectorySeparator(LayoutFolder));
            BaseImage = $"localhost/{StandIn(DisplayName)}:oci-layout";
        }

        return Task.CompletedTask;
    }

    // What the SDK's parser takes as a repository name.
    private static string StandIn(string name)
    {
        var letters = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))
            .Trim('-');
        return letters.Length == 0 ? "base" : letters;
    }
}
