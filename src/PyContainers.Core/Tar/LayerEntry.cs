using PyContainers.Core.Common;

namespace PyContainers.Core.Tar;

/// <summary>One entry of a layer, before any byte is written. Modes, times and owners are policy of <c>LayerWriter</c>,
/// not of the disk it came from.</summary>
/// <param name="Path">Where it lies in the image: relative to <c>/</c>, <c>/</c>-separated, no leading slash
/// (<c>app/main.py</c>).</param>
public abstract record LayerEntry(string Path)
{
    /// <summary>The user that may write it: its owner, with group 0, which may write it too, as platforms want that
    /// choose the user themselves (OpenShift). Null for what is root's and read-only.</summary>
    public int? Writer { get; init; }

    /// <summary>The distribution that brings it, for messages; empty for what none does.</summary>
    public string Origin { get; init; } = "";
}

/// <summary>A folder. Parents of other entries need none of their own: the writer adds them, root-owned.</summary>
/// <param name="Path">See <see cref="LayerEntry"/>.</param>
public sealed record DirectoryEntry(string Path) : LayerEntry(Path)
{
    /// <summary>The base's folder at this path, whose mode and owner it keeps; null for one that is new.</summary>
    internal BaseFolder? Kept { get; init; }
}

/// <summary>A symbolic link.</summary>
/// <param name="Path">See <see cref="LayerEntry"/>.</param>
/// <param name="Target">As stored in the link: absolute in the image, or relative to the link's folder.</param>
public sealed record LinkEntry(string Path, string Target) : LayerEntry(Path);

/// <summary>A regular file whose bytes lie on disk.</summary>
/// <param name="Path">See <see cref="LayerEntry"/>.</param>
/// <param name="Source">Full path of the file to read.</param>
/// <param name="Executable">True for 0755, false for 0644, null to decide by content: ELF or <c>#!</c> is
/// executable.</param>
public sealed record FileEntry(string Path, string Source, bool? Executable = null) : LayerEntry(Path)
{
    /// <summary>What its bytes have to be; null where nobody has said it.</summary>
    public RecordedContent? Recorded { get; init; }
}

/// <summary>A regular file that we make.</summary>
/// <param name="Path">See <see cref="LayerEntry"/>.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Executable">0755 instead of 0644.</param>
public sealed record BytesEntry(string Path, ReadOnlyMemory<byte> Content, bool Executable = false) : LayerEntry(Path);

/// <summary>A regular file, never executable, whose bytes are a part of a file on disk.</summary>
/// <param name="Path">See <see cref="LayerEntry"/>.</param>
/// <param name="Source">Full path of the file to read.</param>
/// <param name="Offset">Where the part begins, in bytes.</param>
/// <param name="Length">How long it is, in bytes.</param>
public sealed record SliceEntry(string Path, string Source, long Offset, int Length) : LayerEntry(Path)
{
    /// <summary>Reads the part.</summary>
    public byte[] Read()
    {
        using var file = BusyFiles.OpenRead(Source, FileOptions.None);
        file.Position = Offset;
        var bytes = new byte[Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
