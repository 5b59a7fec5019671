using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Tests.Sbom;

/// <summary>A layer of a few files, in memory.</summary>
internal static class LayerBytes
{
    public static LayerFragment Fragment(params (string Path, string Content)[] files) =>
        FragmentReader.Read(new MemoryStream(Of([.. files.Select(one =>
            (one.Path, Encoding.Latin1.GetBytes(one.Content)))])), default);

    public static byte[] Of(params (string Path, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            foreach (var (path, content) in files)
                tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = new MemoryStream(content),
                });
        }

        return bytes.ToArray();
    }
}
