using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Tar;

/// <summary>Reads layers back.</summary>
internal static class TarText
{
    /// <summary>One line an entry: <c>-rwxr-xr-x 0/0 app/run.sh</c>.</summary>
    public static IReadOnlyList<string> Listing(LayerBlob blob) => [.. Entries(blob).Select(Line)];

    /// <summary>Every entry, its content in memory.</summary>
    public static IReadOnlyList<TarEntry> Entries(LayerBlob blob)
    {
        using var tar = new TarReader(new MemoryStream(Bytes(blob)));
        var entries = new List<TarEntry>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);
        return entries;
    }

    /// <summary>The uncompressed tar.</summary>
    public static byte[] Bytes(LayerBlob blob)
    {
        using var gzip = new GZipStream(File.OpenRead(blob.Path), CompressionMode.Decompress);
        using var copy = new MemoryStream();
        gzip.CopyTo(copy);
        return copy.ToArray();
    }

    public static BytesEntry Text(string path, string text, bool executable = false) =>
        new(path, Encoding.UTF8.GetBytes(text), executable);

    private static string Line(TarEntry entry)
    {
        var kind = entry.EntryType switch
        {
            TarEntryType.Directory => 'd',
            TarEntryType.SymbolicLink => 'l',
            _ => '-',
        };
        var mode = string.Concat(
            Enumerable.Range(0, 9).Select(bit => ((int)entry.Mode >> (8 - bit) & 1) == 1 ? "rwx"[bit % 3] : '-')
        );
        return $"{kind}{mode} {entry.Uid}/{entry.Gid} {entry.Name.TrimEnd('/')}"
            + (kind == 'l' ? $" -> {entry.LinkName}" : "");
    }
}
