using PyContainers.Core.Bases;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Kits;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the base image.</summary>
/// <param name="BaseImage"><c>ContainerBaseImage</c>, or empty.</param>
/// <param name="Family"><c>ContainerFamily</c>, ex: <c>jammy-chiseled</c>; empty for <c>noble-chiseled</c>.</param>
/// <param name="OfflineKit"><c>PyContainerOfflineKit</c>, or empty.</param>
/// <param name="ProjectFolder">The project's folder: relative paths of layouts start here.</param>
/// <param name="DotnetVersion">Major and minor version of .NET's images, ex: <c>10.0</c>.</param>
/// <param name="CacheFolder">This product's folder in the user's cache.</param>
public sealed record ResolveBaseImageOptions(
    string BaseImage, string Family, string OfflineKit, string ProjectFolder, string DotnetVersion, string CacheFolder);

/// <summary>Which image is the base.</summary>
/// <param name="Image">Its name for the SDK; a stand-in for one in a layout.</param>
/// <param name="LayoutFolder">Full path of the OCI layout, or empty when the base is in a registry.</param>
/// <param name="DisplayName">Its name for labels and messages; holds no path of this machine.</param>
public sealed record ResolvedBaseImage(string Image, string LayoutFolder, string DisplayName);

/// <summary>
/// Decides which image is the base before the SDK parses its name: what the user says, the offline kit's, or .NET's
/// chiseled image. An image on disk gets a stand-in name, because the SDK knows registries only: an OCI layout
/// (<c>oci:PATH</c>, or the name of one of the kit's images), or an archive (<c>oci-archive:FILE</c>,
/// <c>docker-archive:FILE</c>; the names of containers-transports(5)).
/// </summary>
/// <param name="options">What the user says.</param>
/// <param name="log">Gets a line for each part of a kit that is unpacked.</param>
public sealed class ResolveBaseImageStage(ResolveBaseImageOptions options, ILog log)
{
    private const string LayoutPrefix = "oci:";
    private static readonly string[] s_archivePrefixes = ["oci-archive:", "docker-archive:"];
    private static readonly string[] s_enginePrefixes = ["docker-daemon:", "containers-storage:"];

    /// <summary>Decides.</summary>
    /// <param name="cancellation">Ends the unpacking of an archive, or of a kit.</param>
    /// <exception cref="PyContainersException">PYC1007 for a folder that is no kit, PYC1030, PYC1032, PYC3020,
    /// PYC3021.</exception>
    public ResolvedBaseImage Run(CancellationToken cancellation)
    {
        var kit = options.OfflineKit.Length == 0
            ? null
            : OfflineKit.Open(options.OfflineKit, UvLocator.Host, options.CacheFolder, log, cancellation);
        var image = options.BaseImage.Length > 0 ? options.BaseImage
            : options.Family.Length > 0 ? Dotnets()
            : kit?.DefaultImage ?? Dotnets();
        Refuse(image);
        if (After(s_archivePrefixes, image) is { } archive)
            return InArchive(Path.GetFullPath(archive, options.ProjectFolder), cancellation);
        if (After([LayoutPrefix], image) is { } path)
            return OnDisk(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(path)),
                Path.GetFullPath(path, options.ProjectFolder));
        return kit?.LayoutOf(image) is { } layout
            ? OnDisk(image, layout)
            : new ResolvedBaseImage(image, "", image);
    }

    private ResolvedBaseImage InArchive(string file, CancellationToken cancellation)
    {
        var name = Path.GetFileName(file);
        var end = name.IndexOf(".tar", StringComparison.OrdinalIgnoreCase);
        return OnDisk(
            end > 0 ? name[..end] : name, new ArchivedImage(file, options.CacheFolder).Layout(cancellation));
    }

    private static ResolvedBaseImage OnDisk(string name, string layout) =>
        new($"localhost/{StandIn(name)}:oci-layout", layout, name);

    private static void Refuse(string image)
    {
        if (image is "scratch" || image.StartsWith("scratch:", StringComparison.Ordinal))
            throw ImageErrors.NotABase(
                image,
                "It is empty, and Python needs a C library and its loader. Remove ContainerBaseImage for .NET's "
                    + "chiseled image, which has little else, or set it to a distroless image.");
        if (After(s_enginePrefixes, image) is { } name)
            throw ImageErrors.NotABase(
                image,
                $"No engine is asked for base images. Run 'docker save {name} -o base.tar' and set ContainerBaseImage "
                    + "to 'docker-archive:base.tar', or push the image to a registry.");
    }

    private static string? After(string[] prefixes, string image) =>
        prefixes.FirstOrDefault(prefix => image.StartsWith(prefix, StringComparison.Ordinal)) is { } found
            ? image[found.Length..]
            : null;

    private string Dotnets()
    {
        var family = options.Family.Length > 0 ? options.Family : "noble-chiseled";
        return $"mcr.microsoft.com/dotnet/runtime-deps:{options.DotnetVersion}-{family}";
    }

    // What the SDK's parser takes as a repository name.
    private static string StandIn(string name)
    {
        var letters = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))
            .Trim('-');
        return letters.Length == 0 ? "base" : letters;
    }
}
