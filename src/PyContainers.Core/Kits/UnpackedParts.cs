using System.Formats.Tar;
using System.IO.Compression;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Kits;

/// <summary>The parts of a kit in the user's cache, by digest: each is unpacked once, however many kits have
/// it.</summary>
/// <param name="kit">What <c>kit.json</c> says.</param>
/// <param name="kitFolder">The kit's folder; only read.</param>
/// <param name="cacheFolder">This product's folder in the user's cache.</param>
/// <param name="log">Gets a line for each part that is unpacked.</param>
internal sealed class UnpackedParts(KitFile kit, string kitFolder, string cacheFolder, ILog log)
{
    /// <summary>What time it is, for what nobody has used for a month.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private DateTime Now => Clock.GetUtcNow().UtcDateTime;

    private string Folder => Path.Combine(cacheFolder, "kits");

    /// <summary>Unpacks a part unless it is there. Its hash is checked before anything of it is unpacked.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The folder with its content.</returns>
    /// <exception cref="PyContainersException">PYC1007, PYC1030, PYC1032.</exception>
    public string Unpack(string name, CancellationToken cancellation)
    {
        var part = kit.Parts?.GetValueOrDefault(name)
            ?? throw OfflineKit.Invalid(kitFolder, $"its {KitFile.Name} lists no part '{name}'");
        var content = Path.Combine(Folder, part.Sha256);
        if (!Directory.Exists(content))
        {
            using var held = FileLock.Wait(content + ".lock", cancellation);
            if (!Directory.Exists(content))
                Unpack(name, part, content, cancellation);
        }

        Directory.SetLastWriteTimeUtc(content, Now); // used now
        return content;
    }

    private void Unpack(string name, KitPart part, string content, CancellationToken cancellation)
    {
        var file = Path.Combine(kitFolder, name);
        if (part.Fault(file) is { } fault)
            throw KitErrors.Damaged(kitFolder, name, fault);
        log.Step($"unpacking {name} of the offline kit");
        DropUnused();
        using var scratch = new ScratchFolder(Folder);
        var made = Directory.CreateDirectory(Path.Combine(scratch.Path, "content")).FullName;
        try
        {
            using var stream = BusyFiles.OpenRead(file);
            using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            TarFile.ExtractToDirectoryAsync(gzip, made, overwriteFiles: false, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException
            or ArgumentException or InvalidOperationException) // a pipe or a device, on Windows
        {
            throw KitErrors.NotUnpacked(kitFolder, name, e);
        }

        BusyFiles.MoveFolder(made, content);
    }

    private void DropUnused()
    {
        foreach (var folder in Folders.Unused(Folder, Now))
        {
            Folders.Delete(folder.FullName);
            File.Delete(folder.FullName + ".lock");
        }
    }
}
