using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Bases;

/// <summary>An unpacked archive of <c>docker save</c>: a list of images, each with a config and layers, usually
/// uncompressed.</summary>
/// <param name="folder">Its full path.</param>
internal sealed class SavedImage(string folder)
{
    /// <summary>The file that lists the images.</summary>
    public const string ListName = "manifest.json";

    /// <summary>Writes the image as an OCI layout, with compressed layers.</summary>
    /// <param name="layout">Full path of a folder that is not there yet.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="InvalidDataException">There is not exactly one image, or it lacks a file.</exception>
    /// <exception cref="JsonException">The list or the config is none.</exception>
    public string ToLayout(string layout, CancellationToken cancellation)
    {
        if (SavedImageList.Read(File.ReadAllBytes(Inside(ListName))) is not [var image])
            throw new InvalidDataException("it has no image, or more than one; save one image at a time");
        var blobs = Directory.CreateDirectory(Path.Combine(layout, "blobs", "sha256")).FullName;
        var config = ImageConfig.Parse(File.ReadAllBytes(Inside(image.Config)));
        var layers = image.Layers.Select(layer => Layer(Inside(layer), blobs, cancellation)).ToList();
        var manifest = Manifest.Of(config, layers);
        Write(blobs, config);
        Write(blobs, manifest);
        var index = ImageIndex.Compose(
            [(new OciImage(manifest, config, manifest.Digest), config.Platform.Split('/')[^1])]);
        File.WriteAllBytes(Path.Combine(layout, "index.json"), index.ToBytes());
        File.WriteAllText(Path.Combine(layout, OciLayout.VersionFile), OciLayout.Version);
        return layout;
    }

    private static (string Digest, long Size) Layer(string file, string blobs, CancellationToken cancellation)
    {
        var temporary = Path.Combine(blobs, Path.GetRandomFileName());
        using (var source = File.OpenRead(file))
        using (var target = File.Create(temporary))
        {
            if (Gzip.IsAt(source))
                source.CopyTo(target);
            else
                Compress(source, target, cancellation);
        }

        var digest = Digests.OfFile(temporary);
        var blob = Path.Combine(blobs, Digests.Hex(digest));
        BusyFiles.Move(temporary, blob);
        return (digest, new FileInfo(blob).Length);
    }

    private static void Compress(FileStream source, FileStream target, CancellationToken cancellation)
    {
        using var gzip = new ParallelGzip(target, cancellation);
        source.CopyTo(gzip);
        gzip.Complete();
    }

    private static void Write(string blobs, OciDocument document) =>
        File.WriteAllBytes(Path.Combine(blobs, Digests.Hex(document.Digest)), document.ToBytes());

    // A name out of a file must not lead out of the folder. A link of older archives leads to another layer's file.
    private string Inside(string name)
    {
        return !name.Contains('\0') && Path.GetFullPath(name, folder) is var path
            && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path)
                ? path
                : throw new InvalidDataException($"'{name}' is not in it");
    }
}
