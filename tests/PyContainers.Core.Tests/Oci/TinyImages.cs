using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

/// <summary>A temporary folder with a tiny OCI layout.</summary>
internal sealed class TinyLayout : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("pyc-layout-").FullName;

    public TinyLayout() => File.WriteAllText(Path.Combine(Folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");

    public string Blob(string text)
    {
        var digest = Digests.Of(text);
        var path = Path.Combine(Folder, "blobs", "sha256", Digests.Hex(digest));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return digest;
    }

    /// <summary>Writes an image and gives its descriptor.</summary>
    public string Image(string architecture, bool platform = true)
    {
        var image = TinyImage.Scratch(architecture);
        Blob($"{image.Config}");
        var more = platform ? $$""","platform":{"os":"linux","architecture":"{{architecture}}"}""" : "";
        return Descriptor(MediaTypes.OciManifest, $"{image.Manifest}", more);
    }

    public string Nested(params string[] descriptors) => Descriptor(MediaTypes.OciIndex, Index(descriptors), "");

    public OciLayout Open(params string[] descriptors)
    {
        File.WriteAllText(Path.Combine(Folder, "index.json"), Index(descriptors));
        return OciLayout.Open(Folder);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string Descriptor(string mediaType, string content, string more) =>
        $$"""{"mediaType":"{{mediaType}}","digest":"{{Blob(content)}}","size":{{content.Length}}{{more}}}""";

    private static string Index(string[] descriptors) =>
        $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', descriptors)}}]}""";
}

/// <summary>Images in memory.</summary>
internal static class TinyImage
{
    /// <summary>An image without layers. It is in no registry, so it has no digest.</summary>
    public static OciImage Scratch(string architecture)
    {
        var config = ImageConfig.Parse($$$"""
            {"architecture":"{{{architecture}}}","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}}
            """);
        var manifest = Manifest.Parse($$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}",
            "config":{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{config.Digest}}","size":{{config.Size}} },
            "layers":[]}
            """);
        return new OciImage(manifest, config, "");
    }
}

/// <summary>Layers in memory.</summary>
internal static class TinyLayer
{
    public static Func<Stream> Archive(params TarEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true))
            Array.ForEach(entries, writer.WriteEntry);
        return Of(stream.ToArray());
    }

    public static Func<Stream> Gzip(Func<Stream> layer)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
        using (var tar = layer())
            tar.CopyTo(gzip);
        return Of(stream.ToArray());
    }

    public static Func<Stream> Of(byte[] bytes) => () => new MemoryStream(bytes);

    public static TarEntry File(string path, string content = "") => File(path, Encoding.UTF8.GetBytes(content));

    public static TarEntry File(string path, byte[] content) =>
        new GnuTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) };

    public static TarEntry Folder(string path) => new GnuTarEntry(TarEntryType.Directory, path);

    public static TarEntry Link(string path, string target) =>
        new GnuTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target };

    public static TarEntry HardLink(string path, string target) =>
        new GnuTarEntry(TarEntryType.HardLink, path) { LinkName = target };
}
