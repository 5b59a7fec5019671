using System.Text.Json.Serialization;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Kits;

/// <summary>A folder with everything a publish needs: uv, its cache, interpreters and base images. Described by its
/// <c>kit.json</c>.</summary>
/// <param name="Folder">The kit's folder, as a full path.</param>
/// <param name="UvPath">uv for this host, or null when the kit has none for it.</param>
/// <param name="UvVersion">That uv's version.</param>
/// <param name="UvCache">uv's warm cache.</param>
/// <param name="PythonDownloads">The list of interpreters, in the form of uv's
/// <c>UV_PYTHON_DOWNLOADS_JSON_URL</c>.</param>
/// <param name="PythonArchives">Their archives, named as in <c>UV_PYTHON_CACHE_DIR</c>.</param>
/// <param name="Images">A folder of OCI layouts, one folder an image.</param>
/// <param name="DefaultImage">The image in <paramref name="Images"/> that is the base unless the project names
/// one.</param>
public sealed record OfflineKit(
    string Folder,
    string? UvPath,
    string? UvVersion,
    string? UvCache,
    string? PythonDownloads,
    string? PythonArchives,
    string? Images,
    string? DefaultImage
)
{
    /// <summary>A folder of finished layers, in the form of the user's cache; null where the kit has none.</summary>
    public string? Layers { get; init; }

    /// <summary>Reads a kit's <c>kit.json</c>. A kit of archives is unpacked into the user's cache, once; it is not
    /// written to.</summary>
    /// <param name="folder">The kit's folder.</param>
    /// <param name="host">The host's runtime identifier, for instance <c>linux-x64</c>.</param>
    /// <param name="cacheFolder">This product's folder in the user's cache.</param>
    /// <param name="log">Gets a line for each part that is unpacked.</param>
    /// <param name="cancellation">Ends the unpacking.</param>
    /// <exception cref="PyContainersException">PYC1007; PYC1030 and PYC1032 for a damaged part.</exception>
    public static OfflineKit Open(
        string folder, string host, string cacheFolder, ILog log, CancellationToken cancellation)
    {
        var kit = KitFile.Read(folder);
        var uv = kit.Uv?.GetValueOrDefault(host);
        var version = kit.Uv?.GetValueOrDefault("version");
        if (kit.Format == KitFile.OfFolders)
            return new OfflineKit(
                folder, In(folder, uv), version, In(folder, kit.UvCache), In(folder, kit.PythonDownloads),
                In(folder, kit.PythonArchives), In(folder, kit.Images), kit.DefaultImage);

        var parts = new UnpackedParts(kit, folder, cacheFolder, log);
        string? Unpacked(string? part) => part is null ? null : parts.Unpack(part, cancellation);
        var python = Unpacked(kit.Python);
        return new OfflineKit(
            folder, In(Unpacked(uv), KitLayout.UvIn(host)), version, Unpacked(kit.UvCache),
            In(python, KitLayout.Downloads), In(python, KitLayout.Archives), Unpacked(kit.Images), kit.DefaultImage)
        {
            Layers = Unpacked(kit.Layers),
        };
    }

    /// <summary>What tells the states of a kit apart; null where there is none.</summary>
    /// <param name="folder">The kit's folder.</param>
    public static string? DigestOf(string folder) =>
        Path.Combine(folder, KitFile.Name) is var file && File.Exists(file) ? Digests.OfFile(file) : null;

    /// <summary>Whether what a build takes from it is still there: somebody may have emptied the cache.</summary>
    [JsonIgnore]
    public bool IsThere =>
        (PythonDownloads is null || File.Exists(PythonDownloads))
        && new[] { UvCache, PythonArchives, Layers }.All(folder => folder is null || Directory.Exists(folder));

    /// <summary>The OCI layout of an image that the kit has; null for one that it lacks.</summary>
    /// <param name="image">A name in <see cref="Images"/>, or the reference of an image in a registry.</param>
    public string? LayoutOf(string image) =>
        In(Images, KitLayout.ImageFolder(image)) is { } layout && Directory.Exists(layout) ? layout : null;

    /// <summary>PYC1007 with the formats that are read here.</summary>
    internal static PyContainersException Invalid(string folder, string reason) =>
        UvErrors.KitInvalid(folder, reason, KitFile.Formats);

    private static string? In(string? folder, string? path) =>
        folder is null || path is null ? null : Path.GetFullPath(path, folder);
}
