using PyContainers.Core.Diagnostics;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the base image.</summary>
/// <param name="BaseImage"><c>ContainerBaseImage</c>, or empty.</param>
/// <param name="Family"><c>ContainerFamily</c>, ex: <c>jammy-chiseled</c>; empty for <c>noble-chiseled</c>.</param>
/// <param name="OfflineKit"><c>PyContainerOfflineKit</c>, or empty.</param>
/// <param name="ProjectFolder">The project's folder: relative paths of layouts start here.</param>
/// <param name="DotnetVersion">Major and minor version of .NET's images, ex: <c>10.0</c>.</param>
public sealed record ResolveBaseImageOptions(
    string BaseImage, string Family, string OfflineKit, string ProjectFolder, string DotnetVersion);

/// <summary>Which image is the base.</summary>
/// <param name="Image">Its name for the SDK; a stand-in for one in a layout.</param>
/// <param name="LayoutFolder">Full path of the OCI layout, or empty when the base is in a registry.</param>
/// <param name="DisplayName">Its name for labels and messages; holds no path of this machine.</param>
public sealed record ResolvedBaseImage(string Image, string LayoutFolder, string DisplayName);

/// <summary>
/// Decides which image is the base before the SDK parses its name: what the user says, the offline kit's, or .NET's
/// chiseled image. An OCI layout on disk (<c>oci:PATH</c>, or the name of one of the kit's images) gets a stand-in
/// name, because the SDK knows registries only.
/// </summary>
/// <param name="options">What the user says.</param>
public sealed class ResolveBaseImageStage(ResolveBaseImageOptions options)
{
    private const string LayoutPrefix = "oci:";

    /// <summary>Decides.</summary>
    /// <exception cref="PyContainersException">PYC1007 for a folder that is no kit.</exception>
    public ResolvedBaseImage Run()
    {
        var kit = options.OfflineKit.Length == 0 ? null : OfflineKit.Open(options.OfflineKit, UvLocator.Host);
        var image = options.BaseImage.Length > 0 ? options.BaseImage : kit?.DefaultImage ?? Dotnets();
        var layout = LayoutOf(image, kit);
        if (layout.Length == 0)
            return new ResolvedBaseImage(image, "", image);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(layout));
        return new ResolvedBaseImage($"localhost/{StandIn(name)}:oci-layout", layout, name);
    }

    private string Dotnets()
    {
        var family = options.Family.Length > 0 ? options.Family : "noble-chiseled";
        return $"mcr.microsoft.com/dotnet/runtime-deps:{options.DotnetVersion}-{family}";
    }

    private string LayoutOf(string image, OfflineKit? kit)
    {
        if (image.StartsWith(LayoutPrefix, StringComparison.Ordinal))
            return Path.GetFullPath(image[LayoutPrefix.Length..], options.ProjectFolder);
        if (kit?.Images is not { } images || image.Contains('/', StringComparison.Ordinal))
            return "";
        var layout = Path.Combine(images, image);
        return Directory.Exists(layout) ? layout : "";
    }

    // What the SDK's parser takes as a repository name.
    private static string StandIn(string name)
    {
        var letters = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))
            .Trim('-');
        return letters.Length == 0 ? "base" : letters;
    }
}
