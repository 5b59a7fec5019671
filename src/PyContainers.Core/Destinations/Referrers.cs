using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Destinations;

/// <summary>
/// Attaches a document to an image in a registry, as the OCI distribution specification 1.1 has it: an artifact whose
/// manifest names the image as its subject. A registry that does not keep such lists itself gets one under a tag, as
/// the specification wants it from clients.
/// </summary>
/// <param name="registry">The image's repository in its registry.</param>
public sealed class Referrers(RegistryRepository registry)
{
    private const string EmptyType = "application/vnd.oci.empty.v1+json";

    private static readonly byte[] s_empty = "{}"u8.ToArray();

    /// <summary>Attaches a document, unless the image has the very same one.</summary>
    /// <param name="subject">Digest of the image's manifest.</param>
    /// <param name="artifactType">The document's media type.</param>
    /// <param name="document">The document.</param>
    /// <param name="file">The name of its file, for clients that save it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Whether it was sent.</returns>
    /// <exception cref="HttpRequestException">The registry refused something, or was not reached.</exception>
    /// <exception cref="JsonException">It answered with what is no manifest.</exception>
    public async Task<bool> AttachAsync(
        string subject, string artifactType, byte[] document, string file, CancellationToken cancellation)
    {
        var image = await ManifestAsync(subject, cancellation)
            ?? throw new HttpRequestException($"it has no manifest '{subject}'");
        var manifest = ArtifactOf(image, artifactType, document, file);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, ReferrersJson.Default.ArtifactManifest);
        var own = new ReferrersEntry(MediaTypes.OciManifest, Digests.Of(bytes), bytes.Length)
        {
            ArtifactType = artifactType,
        };
        var tag = subject.Replace(':', '-');
        var kept = await ListAsync($"referrers/{subject}", cancellation);
        var list = kept ?? await ListAsync($"manifests/{tag}", cancellation);
        if (list?.Manifests.Any(one => one.Digest == own.Digest) == true)
            return false;

        await registry.AddBlobAsync(s_empty, cancellation);
        await registry.AddBlobAsync(document, cancellation);
        var headers = await registry.PutManifestAsync(own.Digest, MediaTypes.OciManifest, bytes, cancellation);
        if (kept is not null || headers.Contains("OCI-Subject"))
            return true;
        var index = new ReferrersIndex(2, MediaTypes.OciIndex, [.. list?.Manifests ?? [], own]);
        await registry.PutManifestAsync(
            tag, MediaTypes.OciIndex,
            JsonSerializer.SerializeToUtf8Bytes(index, ReferrersJson.Default.ReferrersIndex), cancellation);
        return true;
    }

    private static ArtifactManifest ArtifactOf(
        ReferrersEntry subject, string artifactType, byte[] document, string file)
    {
        var layer = new ReferrersEntry(artifactType, Digests.Of(document), document.Length)
        {
            Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["org.opencontainers.image.title"] = file,
            },
        };
        var config = new ReferrersEntry(EmptyType, Digests.Of(s_empty), s_empty.Length);
        return new ArtifactManifest(2, MediaTypes.OciManifest, artifactType, config, [layer], subject);
    }

    private async Task<ReferrersEntry?> ManifestAsync(string reference, CancellationToken cancellation) =>
        await registry.TryManifestAsync(reference, cancellation) is var (mediaType, bytes)
            ? new ReferrersEntry(mediaType, reference, bytes.Length)
            : null;

    // Null when there is none, or the registry does not know the question.
    private async Task<ReferrersIndex?> ListAsync(string path, CancellationToken cancellation)
    {
        using var answer = await registry.SendAsync(HttpMethod.Get, path, null, cancellation, MediaTypes.OciIndex);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest
            or HttpStatusCode.MethodNotAllowed)
            return null;
        await RegistryRepository.ThrowIfRefusedAsync(answer, cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return JsonSerializer.Deserialize(bytes, ReferrersJson.Default.ReferrersIndex);
    }
}

/// <summary>The manifest of a document.</summary>
internal sealed record ArtifactManifest(
    int SchemaVersion, string MediaType, string ArtifactType, ReferrersEntry Config,
    IReadOnlyList<ReferrersEntry> Layers, ReferrersEntry Subject);

/// <summary>A list of what is attached to an image.</summary>
internal sealed record ReferrersIndex(int SchemaVersion, string MediaType, IReadOnlyList<ReferrersEntry> Manifests);

/// <summary>A descriptor; what others wrote in it is kept.</summary>
internal sealed record ReferrersEntry(string MediaType, string Digest, long Size)
{
    public string? ArtifactType { get; init; }

    public SortedDictionary<string, string>? Annotations { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ArtifactManifest))]
[JsonSerializable(typeof(ReferrersIndex))]
internal sealed partial class ReferrersJson : JsonSerializerContext;
