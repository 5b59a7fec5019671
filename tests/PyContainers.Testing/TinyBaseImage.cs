using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PyContainers.Testing;

/// <summary>Writes an OCI layout with one layer that looks like a Linux with glibc to a scanner.</summary>
public static class TinyBaseImage
{
    private const string Glibc = "GNU C Library (Test) stable release version 2.36.";

    /// <param name="folder">The layout's folder.</param>
    /// <param name="library">Path of the C library in the image; an <c>ld-musl</c> name makes it one with musl.</param>
    /// <param name="diffIds">What the config has in the place of <c>diff_ids</c>.</param>
    /// <param name="architectures">OCI names.</param>
    public static string Write(
        string folder,
        string library = "lib/x86_64-linux-gnu/libc.so.6",
        string? diffIds = null,
        params string[] architectures
    )
    {
        var blobs = Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256")).FullName;
        var tar = Tar(
            (library, Glibc),
            ("etc/ssl/certs/ca-certificates.crt", "certificates"),
            ("usr/bin/python3.12", "an interpreter"),
            ("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nservice:x:1200:1300::/srv:/bin/false\n")
        );
        var layer = Blob(blobs, Compressed(tar));
        var manifests = (architectures.Length == 0 ? ["amd64", "arm64"] : architectures).Select(architecture =>
        {
            var config = Blob(
                blobs,
                Encoding.UTF8.GetBytes(
                    $$$"""{"architecture":"{{{architecture}}}","os":"linux","config":{"Env":["PATH=/usr/bin:/bin","FROM_BASE=yes"],"Cmd":["/bin/sh"],"Healthcheck":{"Test":["CMD","true"]},"Labels":{"base.label":"kept"}},"rootfs":{"type":"layers",{{{diffIds ?? $"\"diff_ids\":[\"{Digest(tar)}\"]"}}}}}"""
                )
            );
            var manifest = Blob(
                blobs,
                Encoding.UTF8.GetBytes(
                    $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json",{{{config}}}},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",{{{layer}}}}]}"""
                )
            );
            return $$$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json",{{{manifest}}},"platform":{"architecture":"{{{architecture}}}","os":"linux"}}""";
        });
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        File.WriteAllText(
            Path.Combine(folder, "index.json"),
            $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', manifests)}}]}"""
        );
        return folder;
    }

    private static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Blob(string folder, byte[] content)
    {
        var digest = Digest(content);
        File.WriteAllBytes(Path.Combine(folder, digest["sha256:".Length..]), content);
        return $"\"digest\":\"{digest}\",\"size\":{content.Length}";
    }

    private static byte[] Tar(params (string Path, string Text)[] files)
    {
        using var buffer = new MemoryStream();
        using (var tar = new TarWriter(buffer, TarEntryFormat.Ustar))
        {
            foreach (var (path, text) in files)
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, path)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                        ModificationTime = DateTimeOffset.UnixEpoch,
                    }
                );
        }

        return buffer.ToArray();
    }

    private static byte[] Compressed(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(content);
        return buffer.ToArray();
    }
}
