using System.Net;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using static PyContainers.Core.Tests.Destinations.RegistryAnswers;

namespace PyContainers.Core.Tests.Fleet;

/// <summary>A registry in memory with several repositories.</summary>
internal sealed class FleetRegistry : HttpMessageHandler
{
    private static readonly Uri s_address = new("https://r.example/");

    private readonly Lock _gate = new();

    /// <summary>Tags and digests, as <c>REPOSITORY/NAME</c>.</summary>
    public Dictionary<string, byte[]> Manifests { get; } = new(StringComparer.Ordinal);

    /// <summary>Blobs, as <c>REPOSITORY/DIGEST</c>.</summary>
    public Dictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    public List<string> Requests { get; } = [];

    /// <summary>Whether a blob goes from one repository to another without its bytes.</summary>
    public bool Mounts { get; set; } = true;

    /// <summary>Thrown instead of every answer.</summary>
    public Exception? Fault { get; set; }

    public RegistryRepository Repository(string name) =>
        new(new HttpClient(this, disposeHandler: false), s_address, name);

    public void Add(string repository, byte[] blob) => Blobs[$"{repository}/{Digests.Of(blob)}"] = blob;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        lock (_gate)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            if (Fault is not null)
                throw Fault;
            var answer = Answer(request.Method.Method, request.RequestUri, body);
            answer.RequestMessage = request;
            return answer;
        }
    }

    private HttpResponseMessage Answer(string method, Uri address, byte[] body)
    {
        var query = System.Web.HttpUtility.ParseQueryString(address.Query);
        return (method, address.AbsolutePath.Trim('/').Split('/')) switch
        {
            ("GET", ["v2", var repository, "manifests", var name]) =>
                Found(Manifests.GetValueOrDefault($"{repository}/{name}")),
            ("PUT", ["v2", var repository, "manifests", var name]) => Keep(Manifests, $"{repository}/{name}", body),
            ("POST", ["v2", var repository, "blobs", "uploads"]) => Mount(repository, query["mount"], query["from"]),
            ("PUT", ["v2", var repository, "upload"]) => Keep(Blobs, $"{repository}/{query["digest"]}", body),
            (_, ["v2", var repository, "blobs", var digest]) =>
                Found(Blobs.GetValueOrDefault($"{repository}/{digest}")),
            _ => new HttpResponseMessage(HttpStatusCode.NotImplemented),
        };
    }

    private HttpResponseMessage Mount(string repository, string? digest, string? from)
    {
        if (Mounts && Blobs.GetValueOrDefault($"{from}/{digest}") is { } blob)
            return Keep(Blobs, $"{repository}/{digest}", blob);
        return UploadTo($"/v2/{repository}/upload");
    }
}
