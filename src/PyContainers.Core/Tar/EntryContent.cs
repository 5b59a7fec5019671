using PyContainers.Core.Common;

namespace PyContainers.Core.Tar;

/// <summary>The bytes of an entry that is a regular file, wherever they lie.</summary>
internal static class EntryContent
{
    /// <summary>Opens them; the stream can seek.</summary>
    public static Stream Open(LayerEntry entry) =>
        entry is FileEntry file
            ? new BufferedStream(BusyFiles.OpenRead(file.Source))
            : new MemoryStream(Read(entry), writable: false);

    /// <summary>All of them.</summary>
    /// <exception cref="ArgumentException">The entry is a folder or a link.</exception>
    public static byte[] Read(LayerEntry entry) => entry switch
    {
        FileEntry file => BusyFiles.ReadAllBytes(file.Source),
        SliceEntry slice => slice.Read(),
        BytesEntry bytes => bytes.Content.ToArray(),
        _ => throw new ArgumentException($"an entry without bytes: {entry.GetType()}", nameof(entry)),
    };
}
