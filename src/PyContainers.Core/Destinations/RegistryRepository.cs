using System.Net;
using System.Net.Http.Headers;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Destinations;

/// <summary>A repository of a registry, asked as the OCI distribution specification has it.</summary>
/// <param name="client">Sends requests with credentials.</param>
/// <param name="registry">The registry's address, ex: <c>https://registry.example/</c>.</param>
/// <param name="repository">The repository, ex: <c>shop/api</c>.</param>
public sealed class RegistryRepository(HttpClient client, Uri registry, string repository)
{
    private static readonly string[] s_manifests =
        [MediaTypes.OciManifest, MediaTypes.DockerManifest, MediaTypes.OciIndex, MediaTypes.DockerIndex];

    /// <summary>A manifest or an index as it is there; null when it is not.</summary>
    /// <param name="reference">A tag or a digest.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="HttpRequestException">The registry refused it, or was not reached.</exception>
    public async Task<(string MediaType, byte[] Bytes)?> TryManifestAsync(
        string reference, CancellationToken cancellation)
    {
        using var answer = await SendAsync(
            HttpMethod.Get, $"manifests/{reference}", null, cancellation, s_manifests);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        await ThrowIfRefusedAsync(answer, cancellation);
        return (answer.Content.Headers.ContentType?.MediaType ?? MediaTypes.OciManifest,
            await answer.Content.ReadAsByteArrayAsync(cancellation));
    }

    /// <summary>A small blob, such as a config.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="HttpRequestException">The registry refused it, or was not reached.</exception>
    public async Task<byte[]> BlobAsync(string digest, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"blobs/{digest}", null, cancellation);
        await ThrowIfRefusedAsync(answer, cancellation);
        return await answer.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <summary>Whether it has a blob.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="HttpRequestException">The registry was not reached.</exception>
    public async Task<bool> HasBlobAsync(string digest, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Head, $"blobs/{digest}", null, cancellation);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Takes a blob over from another repository of the registry, without a byte of it.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="from">That repository; null to begin an upload.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Null when it is there now; else where it can be uploaded to.</returns>
    /// <exception cref="HttpRequestException">The registry refused it, or was not reached.</exception>
    public async Task<Uri?> MountAsync(string digest, string? from, CancellationToken cancellation)
    {
        var query = from is null ? "" : $"?mount={Uri.EscapeDataString(digest)}&from={Uri.EscapeDataString(from)}";
        using var answer = await SendAsync(
            HttpMethod.Post, $"blobs/uploads/{query}", new ByteArrayContent([]), cancellation);
        await ThrowIfRefusedAsync(answer, cancellation);
        return answer.StatusCode == HttpStatusCode.Created
            ? null
            : answer.Headers.Location ?? throw new HttpRequestException("it does not say where to upload to");
    }

    /// <summary>Uploads a blob.</summary>
    /// <param name="place">Where to, as <see cref="MountAsync"/> has told.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="HttpRequestException">The registry refused it, or was not reached.</exception>
    public async Task UploadAsync(Uri place, string digest, Stream content, CancellationToken cancellation)
    {
        using var answer = await PutBlobAsync(
            place, digest, Typed(new StreamContent(content), "application/octet-stream"), cancellation);
        await ThrowIfRefusedAsync(answer, cancellation);
    }

    /// <summary>Uploads a file.</summary>
    /// <param name="place">Where to, as <see cref="MountAsync"/> has told.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="path">Its full path.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="HttpRequestException">The registry refused it, or was not reached.</exception>
    public async Task<long> UploadAsync(Uri place, string digest, string path, CancellationToken cancellation)
    {
        await using var file = BusyFiles.OpenRead(path, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var size = file.Length; // what sends it closes it
        await UploadAsync(place, digest, file, cancellation);
        return size;
    }

    /// <summary>Sends a small blob, unless it is there.</summary>
    /// <param name="blob">Its bytes.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="HttpRequestException">The registry refused it, or was not reached.</exception>
    public async Task AddBlobAsync(byte[] blob, CancellationToken cancellation)
    {
        var digest = Digests.Of(blob);
        if (await HasBlobAsync(digest, cancellation))
            return;
        var place = await MountAsync(digest, from: null, cancellation);
        using var stream = new MemoryStream(blob, writable: false);
        await UploadAsync(place!, digest, stream, cancellation);
    }

    /// <summary>Writes a manifest.</summary>
    /// <param name="reference">A tag or a digest.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="manifest">Its bytes.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The answer's headers.</returns>
    /// <exception cref="HttpRequestException">The registry refused it, or was not reached.</exception>
    public async Task<HttpResponseHeaders> PutManifestAsync(
        string reference, string mediaType, byte[] manifest, CancellationToken cancellation)
    {
        using var answer = await SendAsync(
            HttpMethod.Put, $"manifests/{reference}", Typed(new ByteArrayContent(manifest), mediaType), cancellation);
        await ThrowIfRefusedAsync(answer, cancellation);
        return answer.Headers;
    }

    /// <summary>Writes a blob to a file, which appears when it is whole and its digest is right.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="path">The file.</param>
    /// <param name="beginning">Ends the waiting for the first byte.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Whether the registry has it.</returns>
    /// <exception cref="HttpRequestException">The registry refused it, or was not reached.</exception>
    /// <exception cref="IOException">It sent something else, or less.</exception>
    public async Task<bool> DownloadAsync(
        string digest, string path, CancellationToken beginning, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(registry, $"/v2/{repository}/blobs/{digest}"));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, beginning);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return false;
        await ThrowIfRefusedAsync(answer, cancellation);
        using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        await BlobFile.WriteAsync(body, digest, path, cancellation);
        return true;
    }

    internal Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellation,
        params string[] accept) =>
        SendAsync(method, new Uri(registry, $"/v2/{repository}/{path}"), content, accept, cancellation);

    // Where to is the registry's to say; it may be a relative address with a query of its own.
    private Task<HttpResponseMessage> PutBlobAsync(
        Uri place, string digest, HttpContent content, CancellationToken cancellation)
    {
        var whole = new Uri(registry, place);
        var query = whole.Query.Length > 0 ? whole.Query[1..] + "&" : "";
        var address = new UriBuilder(whole) { Query = $"{query}digest={Uri.EscapeDataString(digest)}" }.Uri;
        return SendAsync(HttpMethod.Put, address, content, [], cancellation);
    }

    internal static async Task ThrowIfRefusedAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        throw new HttpRequestException(
            $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath} was answered with "
                + $"{(int)answer.StatusCode} {HttpReason.OneLine(text)}".TrimEnd());
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, HttpContent? content, string[] accept, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var type in accept)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        return await client.SendAsync(request, cancellation);
    }

    private static HttpContent Typed(HttpContent content, string mediaType)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }
}
