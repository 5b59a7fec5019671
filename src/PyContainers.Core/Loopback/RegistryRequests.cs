using System.Collections.Concurrent;

namespace PyContainers.Core.Loopback;

/// <summary>Answers the requests of the OCI distribution specification that read by digest.</summary>
internal sealed class RegistryRequests(BlobStore store, ConcurrentDictionary<string, Exception> failures)
{
    private const string Root = "/v2/";
    private const string Manifests = "/manifests/";
    private const string Blobs = "/blobs/";

    /// <summary>Answers one request.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path, without its query.</param>
    /// <param name="cancellationToken">Cancelled when the registry is disposed.</param>
    public async Task<RegistryAnswer> AnswerAsync(string method, string path, CancellationToken cancellationToken)
    {
        if (method is not ("GET" or "HEAD"))
            return RegistryAnswer.Error("405 Method Not Allowed", "UNSUPPORTED");
        if (path is "/v2" or Root)
            return RegistryAnswer.Ok("application/json", "{}"u8.ToArray(), null);
        if (Cut(path, Manifests) is var (repository, manifest))
        {
            return store.FindManifest(repository, manifest) is { } found
                ? RegistryAnswer.Ok(found.MediaType, found.Content, manifest)
                : RegistryAnswer.Error("404 Not Found", "MANIFEST_UNKNOWN");
        }
        if (Cut(path, Blobs) is var (_, blob))
            return await BlobAsync(method, blob, cancellationToken);
        return RegistryAnswer.Error("404 Not Found", "NAME_UNKNOWN");
    }

    private async Task<RegistryAnswer> BlobAsync(string method, string digest, CancellationToken cancellationToken)
    {
        if (store.FindBlob(digest) is not { } blob)
            return RegistryAnswer.Error("404 Not Found", "BLOB_UNKNOWN");
        try
        {
            if (method == "HEAD")
                return new RegistryAnswer("200 OK", "application/octet-stream", blob.Size, digest, null);

            var content = await blob.OpenAsync(cancellationToken);
            failures.TryRemove(digest, out _);
            return new RegistryAnswer("200 OK", "application/octet-stream", content.Length, digest, content);
        }
#pragma warning disable CA1031 // Whatever a fetch throws: the client is told, the reason is kept for the user.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            failures[digest] = e;
            return RegistryAnswer.Error("502 Bad Gateway", "BLOB_UNKNOWN");
        }
    }

    private static (string Repository, string Reference)? Cut(string path, string middle)
    {
        var at = path.LastIndexOf(middle, StringComparison.Ordinal);
        return at > Root.Length && path.StartsWith(Root, StringComparison.Ordinal)
            ? (path[Root.Length..at], path[(at + middle.Length)..])
            : null;
    }
}
