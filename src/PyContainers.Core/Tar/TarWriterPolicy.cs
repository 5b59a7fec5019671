using System.Formats.Tar;

namespace PyContainers.Core.Tar;

/// <summary>
/// Turns entries into tar bytes by policy: GNU format, ordinal order, explicit parents, fixed modes, one time, owner
/// 0:0 unless an
/// entry says otherwise. Nothing of the disk it came from shows. (The PAX format is out: its header names hold the
/// process id,
/// dotnet/runtime#132049.)
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
                Write(new GnuTarEntry(TarEntryType.Directory, folder.Path + "/"), Executable, folder.Uid, folder.Gid);
                break;
            case LinkEntry link:
                Write(
                    new GnuTarEntry(TarEntryType.SymbolicLink, link.Path) { LinkName = link.Target },
                    Everything,
                    0,
                    0
                );
                break;
            case BytesEntry bytes:
                using (var content = new MemoryStream(bytes.Content.ToArray(), writable: false))
                    WriteFile(bytes.Path, content, bytes.Executable);
                break;
            case SliceEntry slice:
                using (var content = new MemoryStream(slice.Read(), writable: false))
                    WriteFile(slice.Path, content, executable: false);
                break;
            case FileEntry file:
                using (
                    var content = new FileStream(
                        file.Source,
                        FileMode.Open,
                        FileAccess.Read,
                        FileShare.Read | FileShare.Delete,
                        1,
                        FileOptions.SequentialScan
                    )
                )
                    WriteFile(file.Path, content, file.Executable ?? LooksExecutable(content));
                break;
            default:
                throw new ArgumentException($"unknown kind of entry: {entry.GetType()}", nameof(entry));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _tar.Dispose();

    private void WriteFile(string path, Stream content, bool executable) =>
        Write(
            new GnuTarEntry(TarEntryType.RegularFile, path) { DataStream = content },
            executable ? Executable : Plain,
            0,
            0
        );

    private void Write(GnuTarEntry entry, UnixFileMode mode, int uid, int gid)
    {
        entry.Mode = mode;
        entry.Uid = uid;
        entry.Gid = gid;
        entry.ModificationTime = _time;
        entry.AccessTime = default;
        entry.ChangeTime = default;
        _tar.WriteEntry(entry);
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
