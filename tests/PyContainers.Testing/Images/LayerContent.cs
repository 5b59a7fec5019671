using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace PyContainers.Testing.Images;

/// <summary>What a layer's bytes are. Images of one run share most of their layers, so each is read once.</summary>
public sealed class LayerContent
{
    private static readonly ConcurrentDictionary<string, Lazy<LayerContent>> s_known = new(StringComparer.Ordinal);

    private LayerContent(string digest, byte[] bytes)
    {
        Digest = digest;
        Size = bytes.Length;
        IsCompressed = IsGzip(bytes);
        using var stream = Decompressed(bytes);
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Read))
        {
            Items = [.. Read(hashed)];
            hashed.CopyTo(Stream.Null); // what pads the archive counts too
        }

        DiffId = "sha256:" + Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>SHA-256 of the bytes as they are sent.</summary>
    public string Digest { get; }

    /// <summary>Their number.</summary>
    public long Size { get; }

    /// <summary>Whether they are compressed with gzip.</summary>
    public bool IsCompressed { get; }

    /// <summary>SHA-256 of the archive in them.</summary>
    public string DiffId { get; }

    /// <summary>The archive's entries in their order.</summary>
    public IReadOnlyList<LayerItem> Items { get; }

    public static LayerContent Of(byte[] bytes)
    {
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
        return s_known.GetOrAdd(digest, key => new(() => new LayerContent(key, bytes))).Value;
    }

    /// <summary>A layer that was read before.</summary>
    public static LayerContent? Known(string digest) => s_known.TryGetValue(digest, out var layer) ? layer.Value : null;

    /// <summary>The archive in a layer: by its first bytes, for the SDK names an archive .tar.gz and does not compress
    /// it.</summary>
    public static Stream Decompressed(byte[] bytes)
    {
        var stream = new MemoryStream(bytes, writable: false);
        return IsGzip(bytes) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static bool IsGzip(byte[] bytes) => bytes is [0x1f, 0x8b, ..];

    private static IEnumerable<LayerItem> Read(Stream stream)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            var content = FileContent.Of(entry);
            yield return new LayerItem(
                entry.Name,
                entry.EntryType,
                entry.Mode,
                entry.Uid,
                entry.Gid,
                entry.ModificationTime,
                entry.LinkName,
                content
            );
        }
    }
}
