using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PyContainers.Testing.Images;

/// <summary>The images of a repository in a registry on this machine, as they were sent.</summary>
public sealed partial class RegistryImage
{
    private static readonly HttpClient s_client = new();
    private static readonly ConcurrentDictionary<(string Digest, string Text), LayerFiles> s_files = new();

    private static readonly string[] s_manifests =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    private readonly string _registry, _repository;
    private readonly string? _credentials;

    private RegistryImage(string registry, string repository, string? credentials) =>
        (_registry, _repository, _credentials) = (registry, repository, credentials);

    /// <param name="registry">Its host and port.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="credentials"><c>USER:PASSWORD</c>, or null for nobody.</param>
    public static RegistryImage Of(string registry, string repository, string? credentials = null) =>
        new(registry, repository, credentials);

    /// <summary>The images that a tag names: one, or one for each platform.</summary>
    public IReadOnlyList<ImageParts> Images(string tag) => ImageParts.Of(Descriptor(tag), Blob, Layer);

    /// <summary>What a tag names, as the registry describes it: type, digest and size.</summary>
    public JsonElement Descriptor(string tag)
    {
        using var reply = Send(HttpMethod.Get, $"manifests/{tag}");
        var size = Bytes(reply).Length;
        return JsonSerializer.SerializeToElement(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["mediaType"] = reply.Content.Headers.ContentType!.MediaType!,
            ["digest"] = reply.Headers.GetValues("Docker-Content-Digest").Single(),
            ["size"] = size,
        });
    }

    /// <summary>A manifest or a config.</summary>
    public byte[] Blob(string digest)
    {
        using var manifest = Send(HttpMethod.Get, $"manifests/{digest}", mayBeMissing: true);
        if (manifest.IsSuccessStatusCode)
            return Bytes(manifest);
        using var blob = Send(HttpMethod.Get, $"blobs/{digest}");
        return Bytes(blob);
    }

    /// <summary>A layer: fetched once in a run, but each repository has to have it.</summary>
    public LayerContent Layer(string digest)
    {
        if (LayerContent.Known(digest) is not { } known)
            return LayerContent.Of(LayerBytes(digest));
        using var head = Send(HttpMethod.Head, $"blobs/{digest}");
        return head.Content.Headers.ContentLength == known.Size
            ? known
            : throw new InvalidOperationException($"{digest} has {head.Content.Headers.ContentLength} bytes there");
    }

    /// <summary>What all layers have, and which of it holds a text in its path or content.</summary>
    public LayerFiles Files(string text)
    {
        var manifest = JsonDocument.Parse(Blob(Descriptor("latest").GetProperty("digest").GetString()!)).RootElement;
        var layers = manifest
            .GetProperty("layers")
            .EnumerateArray()
            .Select(layer => layer.GetProperty("digest").GetString()!)
            .Select(digest => s_files.GetOrAdd((digest, text), key => FilesOf(LayerBytes(key.Digest), key.Text)))
            .ToList();
        return new LayerFiles([.. layers.SelectMany(layer => layer.All)], [.. layers.SelectMany(layer => layer.With)]);
    }

    private static LayerFiles FilesOf(byte[] layer, string text)
    {
        List<string> all = [], with = [];
        var bytes = Encoding.UTF8.GetBytes(text);
        using var tar = new TarReader(LayerContent.Decompressed(layer));
        while (tar.GetNextEntry() is { } entry)
        {
            all.Add(entry.Name);
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            if (
                content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(bytes) >= 0
                || entry.Name.Contains(text, StringComparison.Ordinal)
            )
                with.Add(entry.Name);
        }

        return new LayerFiles(all, with);
    }

    private byte[] LayerBytes(string digest)
    {
        using var blob = Send(HttpMethod.Get, $"blobs/{digest}");
        return Bytes(blob);
    }

    private HttpResponseMessage Send(HttpMethod method, string path, bool mayBeMissing = false)
    {
        var reply = Send(method, path, Basic);
        if (reply.Headers.WwwAuthenticate.FirstOrDefault(one => one.Scheme == "Bearer")?.Parameter is { } challenge)
            reply = Send(method, path, new AuthenticationHeaderValue("Bearer", Token(challenge)));
        return mayBeMissing ? reply : reply.EnsureSuccessStatusCode();
    }

    private AuthenticationHeaderValue? Basic => _credentials is null
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(_credentials)));

    private HttpResponseMessage Send(HttpMethod method, string path, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(method, $"http://{_registry}/v2/{_repository}/{path}");
        foreach (var type in s_manifests)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        request.Headers.Authorization = authorization;
        return s_client.Send(request);
    }

    // The registry says whom to ask, and for what.
    private string Token(string challenge)
    {
        var said = Named().Matches(challenge)
            .ToDictionary(one => one.Groups["name"].Value, one => one.Groups["value"].Value, StringComparer.Ordinal);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{said["realm"]}?service={said["service"]}&scope={Uri.EscapeDataString(said["scope"])}");
        request.Headers.Authorization = Basic;
        using var reply = s_client.Send(request).EnsureSuccessStatusCode();
        return JsonDocument.Parse(Bytes(reply)).RootElement.GetProperty("token").GetString()!;
    }

    [GeneratedRegex(
        "(?<name>[a-z]+)=\"(?<value>[^\"]*)\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000)]
    private static partial Regex Named();

    private static byte[] Bytes(HttpResponseMessage reply)
    {
        using var content = new MemoryStream();
        reply.Content.ReadAsStream().CopyTo(content);
        return content.ToArray();
    }
}

/// <summary>The files of layers.</summary>
/// <param name="All">All of them.</param>
/// <param name="With">Those that hold the text that was looked for.</param>
public sealed record LayerFiles(IReadOnlyList<string> All, IReadOnlyList<string> With);
