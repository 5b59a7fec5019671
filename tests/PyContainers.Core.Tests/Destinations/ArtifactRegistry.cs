using System.Net;
using System.Text.Json;
using PyContainers.Core.Common;
using static PyContainers.Core.Tests.Destinations.RegistryAnswers;

namespace PyContainers.Core.Tests.Destinations;

/// <summary>A registry in memory that takes artifacts.</summary>
/// <param name="hasReferrers">Whether it keeps lists of what is attached by itself.</param>
internal sealed class ArtifactRegistry(bool hasReferrers) : HttpMessageHandler
{
    public const string Repository = "shop/api";

    public Dictionary<string, byte[]> Manifests { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    public List<string> Requests { get; } = [];

    public HttpStatusCode? RefusesManifests { get; set; }

    public Core.Destinations.RegistryRepository Client() =>
        new(new HttpClient(this, disposeHandler: false), new Uri("https://r.example/"), Repository);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath[$"/v2/{Repository}/".Length..];
        Requests.Add($"{request.Method} {path.Split(':', '/')[0]}");
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var name = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var answer = (request.Method.Method, path.Split('/')[0]) switch
        {
            ("GET", "referrers") => hasReferrers ? Found(List(name)) : new(HttpStatusCode.NotFound),
            ("GET", "manifests") => Found(Manifests.GetValueOrDefault(name)),
            ("GET" or "HEAD", "blobs") => Found(Blobs.GetValueOrDefault(name)),
            ("POST", "blobs") => UploadTo($"/v2/{Repository}/blobs/uploads/1?state=x"),
            ("PUT", "blobs") => Keep(Blobs, Digests.Of(body), body),
            ("PUT", "manifests") when RefusesManifests is { } status => new(status)
            {
                Content = new StringContent("no\nartifacts"),
            },
            ("PUT", "manifests") => Keep(Manifests, name, body),
            _ => new HttpResponseMessage(HttpStatusCode.NotImplemented),
        };
        if (request.Method == HttpMethod.Put && hasReferrers)
            answer.Headers.Add("OCI-Subject", "x");
        answer.RequestMessage = request;
        return answer;
    }

    private byte[] List(string subject)
    {
        var attached = Manifests.Where(one => JsonDocument.Parse(one.Value).RootElement
                .TryGetProperty("subject", out var to) && to.GetProperty("digest").GetString() == subject)
            .Select(one => new { mediaType = "m", digest = one.Key, size = one.Value.Length });
        return JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = "i", manifests = attached });
    }
}
