using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Bases;

/// <summary>Archives as <c>docker save</c> writes them, with one file in one layer.</summary>
internal static class SavedImages
{
    /// <summary>What the layer's file says.</summary>
    public const string Text = "root:x:0:0::/root:/bin/sh\n";

    /// <summary>Writes one.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="compressed">Whether the archive is compressed.</param>
    /// <param name="list">Its list, or null for a right one.</param>
    public static void Write(string path, bool compressed = false, string? list = null)
    {
        var layer = Tar([("etc/passwd", Encoding.UTF8.GetBytes(Text))]);
        var config = $$$"""
            {"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{{Digests.Of(layer)}}}"]}}
            """;
        var archive = Tar(
        [
            ("abc/layer.tar", layer),
            ("config.json", Encoding.UTF8.GetBytes(config)),
            ("manifest.json", Encoding.UTF8.GetBytes(
                list ?? """[{"Config":"config.json","RepoTags":["base:1"],"Layers":["abc/layer.tar"]}]""")),
        ]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream file = compressed
            ? new GZipStream(File.Create(path), CompressionLevel.Fastest)
            : File.Create(path);
        file.Write(archive);
    }

    private static byte[] Tar(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var data = new MemoryStream(content);
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = data });
            }
        }

        return stream.ToArray();
    }
}
