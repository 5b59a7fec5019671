using System.Collections.Concurrent;
using PyContainers.Core.Common;

namespace PyContainers.Core.Loopback;

/// <summary>
/// What the loopback registry serves. Any local user can reach its port, so there are digests only, no tags and no
/// catalog:
/// content has to be known to be asked for.
/// </summary>
public sealed class BlobStore
{
    private readonly ConcurrentDictionary<(string Repository, string Digest), StoredManifest> _manifests = new();
    private readonly ConcurrentDictionary<string, StoredBlob> _blobs = new(StringComparer.Ordinal);

    /// <summary>Adds a manifest or index to a repository.</summary>
    /// <returns>Its digest.</returns>
    public string AddManifest(string repository, string mediaType, byte[] content)
    {
        var digest = Digests.Of(content);
        _manifests[(repository, digest)] = new StoredManifest(mediaType, content);
        return digest;
    }

    /// <summary>Adds a blob.</summary>
    /// <returns>Its digest.</returns>
    public string AddBlob(byte[] content)
    {
        var digest = Digests.Of(content);
        _blobs[digest] = new StoredBytes(content);
        return digest;
    }

    /// <summary>Adds a blob that is a file; it is opened when it is asked for, and not checked: its client
    /// does.</summary>
    public void AddFile(string digest, string path) => _blobs[digest] = new StoredFile(path);

    /// <summary>Adds a blob that is fetched when it is first asked for, unless the digest is there already.</summary>
    /// <param name="digest">The blob's digest.</param>
    /// <param name="size">Its size, as the manifest tells.</param>
    /// <param name="fetch">Gives the path of a file with the blob, or null when there is none. Runs once at a time, and
    /// again after a failure.</param>
    public void AddLazy(string digest, long size, Func<CancellationToken, Task<string?>> fetch) =>
        _blobs.TryAdd(digest, new LazyBlob(size, fetch));

    internal StoredManifest? FindManifest(string repository, string digest) =>
        _manifests.GetValueOrDefault((repository, digest));

    internal StoredBlob? FindBlob(string digest) => _blobs.GetValueOrDefault(digest);
}

internal sealed record StoredManifest(string MediaType, byte[] Content);

/// <summary>A blob, wherever it is.</summary>
internal abstract class StoredBlob
{
    /// <summary>Its size, without fetching it.</summary>
    public abstract long Size { get; }

    /// <summary>Opens it; throws with a reason when it cannot be had.</summary>
    public abstract ValueTask<Stream> OpenAsync(CancellationToken cancellationToken);

    protected static FileStream OpenFile(string path) =>
        BusyFiles.OpenRead(path, FileOptions.SequentialScan | FileOptions.Asynchronous);
}

internal sealed class StoredBytes(byte[] content) : StoredBlob
{
    public override long Size => content.Length;

    public override ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) =>
        new(new MemoryStream(content, writable: false));
}

internal sealed class StoredFile(string path) : StoredBlob
{
    public override long Size => new FileInfo(path).Length;

    public override ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => new(OpenFile(path));
}
