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

    internal Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellation,
        params string[] accept) =>
        SendAsync(method, new Uri(registry, $"/v2/{repository}/{path}"), content, accept, cancellation);

    // Where to is the registry's to say; it may be a relative address with a query of its own.
    internal Task<HttpResponseMessage> UploadAsync(
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
}
