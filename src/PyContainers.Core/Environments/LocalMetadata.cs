using PyContainers.Core.Tar;

namespace PyContainers.Core.Environments;

/// <summary>The metadata of packages that are built here. A build backend that writes text on Windows ends its lines
/// with CR LF, and the image is to be the same from every system. Wheels of an index stay as they are.</summary>
internal static class LocalMetadata
{
    /// <summary>The entry, or one with the same text whose lines end with LF.</summary>
    /// <param name="entry">A file of the package's <c>.dist-info</c>.</param>
    /// <exception cref="Diagnostics.PyContainersException">PYC3090.</exception>
    public static LayerEntry WithLineFeeds(FileEntry entry)
    {
        var content = EntryContent.Read(entry);
        if (content.AsSpan().IndexOf("\r\n"u8) < 0 || content.Contains((byte)0))
            return entry;
        entry.Recorded?.Check(entry.Source);
        var text = content.Where((one, at) => one != '\r' || at + 1 == content.Length || content[at + 1] != '\n');
        return new BytesEntry(entry.Path, text.ToArray(), entry.Executable is true);
    }
}
