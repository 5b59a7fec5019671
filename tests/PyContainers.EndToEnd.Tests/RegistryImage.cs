using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary>An image in the test registry: its layers as they were sent.</summary>
internal static class RegistryImage
{
    private static readonly HttpClient s_client = new();
    private static readonly HashSet<string> s_layers = new(StringComparer.Ordinal);

    /// <summary>Every file that was looked at in this run.</summary>
    public static HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>The files of every layer whose path or content holds a text. A layer is looked at once in a run: most images share theirs.</summary>
    public static async Task<List<string>> FilesWithAsync(string repository, byte[] text)
    {
        var found = new List<string>();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Kit.Registry}/v2/{repository}/manifests/latest");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.oci.image.manifest.v1+json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.docker.distribution.manifest.v2+json"));
        using var response = await s_client.SendAsync(request);
        var manifest = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        foreach (var digest in manifest.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("digest").GetString()!).Where(s_layers.Add))
        {
            await using var blob = await s_client.GetStreamAsync(new Uri($"http://{Kit.Registry}/v2/{repository}/blobs/{digest}"));
            await using var tar = new TarReader(new GZipStream(blob, CompressionMode.Decompress));
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                Seen.Add(entry.Name);
                using var content = new MemoryStream();
                await (entry.DataStream ?? Stream.Null).CopyToAsync(content);
                if (content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(text) >= 0 || entry.Name.Contains(System.Text.Encoding.UTF8.GetString(text), StringComparison.Ordinal))
                    found.Add(entry.Name);
            }
        }

        return found;
    }
}
