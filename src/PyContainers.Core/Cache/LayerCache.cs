using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Common;
using PyContainers.Core.Elf;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Cache;

/// <summary>
/// The user's cache of written layers. A key says what a layer is made of; a blob is named by its digest. Files appear
/// by a move, so
/// parallel builds and killed ones leave nothing half-written, and what is read is verified.
/// </summary>
/// <param name="folder">The cache's folder; created when needed.</param>
/// <param name="time">Marks what is used, for <see cref="CachePruner"/>.</param>
public sealed class LayerCache(string folder, TimeProvider time)
{
    /// <summary>The cache's place in the product's folder in the user's cache.</summary>
    public static string FolderIn(string cacheFolder) => Path.Combine(cacheFolder, "layers");

    /// <summary>Finished layers that came with an offline kit, only read; null for none.</summary>
    public LayerCache? OfKit { get; init; }

    /// <summary>The cache's folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The folder of the keys.</summary>
    public string Keys { get; } = Path.Combine(folder, "keys");

    /// <summary>The folder of the blobs.</summary>
    public string Blobs { get; } = Path.Combine(folder, "blobs", "sha256");

    /// <summary>The folder of bytecode, by distribution.</summary>
    public string Bytecode { get; } = Path.Combine(folder, "bytecode");

    /// <summary>The folder of what is known of layers' content, by digest.</summary>
    public string Fragments { get; } = Path.Combine(folder, "sbom");

    /// <summary>Returns the layer of a key, writing it if it is not there or not sound. Of several builds that want it
    /// at once, one writes it.</summary>
    /// <param name="key">A digest of everything the layer is made of.</param>
    /// <param name="write">Writes the layer into the folder it is given.</param>
    /// <param name="waits">Called with the lock's file when another build has held it for a while.</param>
    /// <param name="cancellation">Ends the waiting for another build.</param>
    /// <returns>The layer, and whether it was there already.</returns>
    public (LayerBlob Blob, bool Reused) GetOrCreate(
        string key,
        Func<string, LayerBlob> write,
        Action<string>? waits = null,
        CancellationToken cancellation = default
    )
    {
        if (Find(key) is { } found)
        {
            MarkUsed(new FileInfo(found.Path));
            return (found, true);
        }

        var file = KeyFile(key);
        var lockFile = Path.ChangeExtension(file, ".lock");
        using var alone = FileLock.Wait(lockFile, cancellation, () => waits?.Invoke(lockFile));
        if (Find(key) is { } meanwhile)
            return (meanwhile, true);
        var blob = write(Blobs);
        AtomicFile.Write(
            file,
            stream =>
                JsonSerializer.Serialize(
                    stream,
                    new CachedLayer(key, blob.Digest, blob.DiffId, blob.Size, blob.Compiled),
                    CacheJson.Default.CachedLayer
                )
        );
        return (blob, false);
    }

    /// <summary>Whether there seems to be a layer of a key; nothing is verified.</summary>
    public bool Has(string key) =>
        BlobOf(KeyFile(key)) is { } blob && File.Exists(blob) || OfKit?.Has(key) == true;

    /// <summary>The files of a layer: where each lies in the folder of a cache, with <c>/</c>, and its full path. None
    /// when the layer is not there or not sound.</summary>
    /// <param name="key">See <see cref="GetOrCreate"/>.</param>
    public IReadOnlyList<(string Path, string File)> FilesOf(string key)
    {
        if (FindOwn(key) is not { } blob)
            return OfKit?.FilesOf(key) ?? [];
        return [.. new[] { KeyFile(key), blob.Path }.Select(file =>
            (Path.GetRelativePath(Folder, file).Replace('\\', '/'), file))];
    }

    /// <summary>The layer of a key, or null when it is not there or not sound.</summary>
    public LayerBlob? Find(string key) => FindOwn(key) ?? OfKit?.Find(key);

    private LayerBlob? FindOwn(string key)
    {
        var file = KeyFile(key);
        if (!File.Exists(file) || Read(file) is not { } cached || cached.Key != key)
            return null;
        var path = PathOf(cached);
        var info = new FileInfo(path);
        if (!info.Exists || info.Length != cached.Size || Digests.OfFile(path) != cached.Digest)
            return null;
        return new LayerBlob(cached.Digest, cached.DiffId, cached.Size, path) { Compiled = cached.Compiled };
    }

    /// <summary>The blob's path that a file of <see cref="Keys"/> names, or null when the file is damaged.</summary>
    internal string? BlobOf(string keyFile) => Read(keyFile) is { } cached ? PathOf(cached) : null;

    /// <summary>Keeps a blob or a folder of bytecode from <see cref="CachePruner"/>.</summary>
    internal void MarkUsed(FileSystemInfo item)
    {
        try
        {
            item.LastWriteTimeUtc = time.GetUtcNow().UtcDateTime;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a cache that several users share, or read-only: then it is not this user's to prune
        }
    }

    private string PathOf(CachedLayer cached) => Path.Combine(Blobs, Digests.Hex(cached.Digest) + ".tar.gz");

    private string KeyFile(string key) => Path.Combine(Keys, Digests.Hex(key) + ".json");

    private static CachedLayer? Read(string file)
    {
        try
        {
            var cached = JsonSerializer.Deserialize(File.ReadAllText(file), CacheJson.Default.CachedLayer);
            return cached is not null && Digests.IsDigest(cached.Digest) && Digests.IsDigest(cached.DiffId)
                ? cached
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null; // as good as not there
        }
    }
}

/// <summary>What the cache knows about a layer.</summary>
internal sealed record CachedLayer(
    string Key, string Digest, string DiffId, long Size, IReadOnlyList<CompiledFile> Compiled);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(CachedLayer))]
internal sealed partial class CacheJson : JsonSerializerContext;
