using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Bases;

/// <summary>
/// A base in an archive file: an OCI image layout in a tar file, or what <c>docker save</c> and <c>podman save</c>
/// write. It is unpacked into the user's cache as a layout, once for each content.
/// </summary>
/// <param name="archive">Full path of the file; it may be compressed with gzip.</param>
/// <param name="cacheFolder">This product's folder in the user's cache.</param>
public sealed class ArchivedImage(string archive, string cacheFolder)
{
    /// <summary>What time it is, for what nobody has used for a month.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private DateTime Now => Clock.GetUtcNow().UtcDateTime;

    private string Folder => Path.Combine(cacheFolder, "bases", "archives");

    /// <summary>Full path of the layout.</summary>
    /// <param name="cancellation">Ends the unpacking.</param>
    /// <exception cref="PyContainersException">PYC3020.</exception>
    public string Layout(CancellationToken cancellation)
    {
        try
        {
            var layout = Path.Combine(Folder, Digests.Hex(Digests.OfFile(archive)));
            if (!Directory.Exists(layout))
                Unpack(layout, cancellation);
            Directory.SetLastWriteTimeUtc(layout, Now); // used now
            return layout;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException
            or JsonException or FormatException or ArgumentException
            or InvalidOperationException) // a pipe or a device, on Windows
        {
            throw ImageErrors.ArchiveUnreadable(archive, e.Message.TrimEnd('.'), e);
        }
    }

    private void Unpack(string layout, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder(Folder);
        DropUnused();
        var content = Directory.CreateDirectory(Path.Combine(scratch.Path, "content")).FullName;
        using (var stream = Decompressed(archive))
            TarFile.ExtractToDirectory(stream, content, overwriteFiles: true);
        // Docker's list is in every archive of docker save; newer ones are a layout besides, with uncompressed layers.
        var made = File.Exists(Path.Combine(content, SavedImage.ListName))
            ? new SavedImage(content).ToLayout(Path.Combine(scratch.Path, "layout"), cancellation)
            : OciLayout.Open(content).Folder;
        try
        {
            BusyFiles.MoveFolder(made, layout);
        }
        catch (IOException) when (Directory.Exists(layout))
        {
            // another build was faster
        }
    }

    private void DropUnused()
    {
        foreach (var folder in Folders.Unused(Folder, Now))
            Folders.Delete(folder.FullName);
    }

    private static Stream Decompressed(string file)
    {
        var stream = BusyFiles.OpenRead(file);
        return Gzip.IsAt(stream) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
