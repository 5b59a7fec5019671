using System.Formats.Tar;
using System.Security.Cryptography;
using PyContainers.Core.Common;

namespace PyContainers.Core.Tar;

/// <summary>
/// Turns entries into tar bytes by policy: GNU format, ordinal order, explicit parents, fixed modes, times by
/// <see cref="LayerTime"/>, owner 0:0 unless an entry has a writer: then group 0 may write it too. Nothing of the disk
/// it came from shows. (The PAX format is out: its header names hold the process id, dotnet/runtime#132049.)
/// </summary>
internal sealed class TarWriterPolicy : IDisposable
{
    private const UnixFileMode Plain = (UnixFileMode)0b110_100_100;
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
    private const UnixFileMode Everything = (UnixFileMode)0b111_111_111;

    private readonly TarWriter _tar;
    private readonly DateTimeOffset _time;

    public TarWriterPolicy(Stream stream, DateTimeOffset time)
    {
        _tar = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
        _time = time;
    }

    /// <summary>Writes one entry; the caller sees to order, parents and duplicates.</summary>
    public void Write(LayerEntry entry)
    {
        switch (entry)
        {
            case DirectoryEntry folder:
                var directory = new GnuTarEntry(TarEntryType.Directory, folder.Path + "/");
                Write(directory, Executable, _time, folder.Writer, folder.Kept);
                break;
            case LinkEntry link:
                var symbolic = new GnuTarEntry(TarEntryType.SymbolicLink, link.Path) { LinkName = link.Target };
                Write(symbolic, Everything, _time, link.Writer);
                break;
            case BytesEntry bytes:
                using (var content = new MemoryStream(bytes.Content.ToArray(), writable: false))
                    WriteFile(bytes, content, bytes.Executable, TimeOf(content));
                break;
            case SliceEntry slice:
                // Bytecode: nobody serves it.
                using (var content = new MemoryStream(slice.Read(), writable: false))
                    WriteFile(slice, content, executable: false, _time);
                break;
            case FileEntry file:
                using (var content = BusyFiles.OpenRead(file.Source))
                    WriteFile(file, content, file.Executable ?? LooksExecutable(content), TimeOf(content, file));
                break;
            default:
                throw new ArgumentException($"unknown kind of entry: {entry.GetType()}", nameof(entry));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _tar.Dispose();

    private void WriteFile(LayerEntry entry, Stream content, bool executable, DateTimeOffset time) =>
        Write(
            new GnuTarEntry(TarEntryType.RegularFile, entry.Path) { DataStream = content },
            executable ? Executable : Plain,
            time,
            entry.Writer);

    private void Write(
        GnuTarEntry entry, UnixFileMode mode, DateTimeOffset time, int? writer, BaseFolder? kept = null)
    {
        entry.Mode = kept is not null ? (UnixFileMode)kept.Mode
            : writer is not null ? mode | UnixFileMode.GroupWrite
            : mode;
        entry.Uid = kept?.Uid ?? writer ?? 0;
        entry.Gid = kept?.Gid ?? 0;
        entry.ModificationTime = time;
        entry.AccessTime = default;
        entry.ChangeTime = default;
        _tar.WriteEntry(entry);
    }

    private DateTimeOffset TimeOf(Stream content, FileEntry? file = null)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, digest);
        content.Position = 0;
        file?.Recorded?.Check(file.Source, digest);
        return LayerTime.OfContent(_time, digest);
    }

    // NTFS has no execute bit and a checkout may have lost it, so the content decides: ELF or #!
    private static bool LooksExecutable(FileStream content)
    {
        Span<byte> magic = stackalloc byte[4];
        var read = content.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        content.Position = 0;
        return (read >= 2 && magic[..2].SequenceEqual("#!"u8)) || (read == 4 && magic.SequenceEqual("\u007fELF"u8));
    }
}
