using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PyContainers.Core.Uv;

/// <summary>A file that an index offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Sha256">What the index says it hashes to; empty when it does not say.</param>
internal sealed record IndexFile(string Name, Uri Url, string Sha256);

/// <summary>The page of an index about one distribution, in either form of the simple API (PEP 503, PEP 691).</summary>
internal static partial class IndexPage
{
    /// <summary>The files that a page lists; null for a page that is none.</summary>
    /// <param name="bytes">The page.</param>
    /// <param name="mediaType">Its type.</param>
    /// <param name="address">Where it came from: links may be relative.</param>
    public static IReadOnlyList<IndexFile>? Read(byte[] bytes, string mediaType, Uri address) =>
        mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
            ? ReadJson(bytes, address)
            : ReadHtml(Encoding.UTF8.GetString(bytes), address);

    private static List<IndexFile>? ReadJson(byte[] bytes, Uri address)
    {
        try
        {
            var page = JsonSerializer.Deserialize(bytes, UvJson.Default.IndexPageFormat);
            return page?.Files is { } files
                ? [.. files.Select(file => Link(file.Url, address, file.Hashes?.GetValueOrDefault("sha256")))
                    .OfType<IndexFile>()]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<IndexFile> ReadHtml(string text, Uri address) =>
        [
            .. Anchor().Matches(text)
                .Select(match => Link(WebUtility.HtmlDecode(match.Groups["url"].Value), address, null))
                .OfType<IndexFile>(),
        ];

    private static IndexFile? Link(string? url, Uri address, string? sha256) =>
        url is not null && Uri.TryCreate(address, url, out var full)
            ? new IndexFile(
                Uri.UnescapeDataString(full.Segments[^1]),
                full,
                (sha256 ?? Hash().Match(full.Fragment).Groups["hash"].Value).ToLowerInvariant())
            : null;

    [GeneratedRegex(
        """<a\s[^>]*?\bhref\s*=\s*(?<quote>["'])(?<url>.*?)\k<quote>""",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Anchor();

    [GeneratedRegex("sha256=(?<hash>[0-9A-Fa-f]{64})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();
}

/// <summary>The JSON form of a page.</summary>
internal sealed record IndexPageFormat(IReadOnlyList<IndexFileFormat>? Files);

/// <summary>A file in it.</summary>
internal sealed record IndexFileFormat(string? Url, Dictionary<string, string>? Hashes);

/// <summary>JSON of this room, generated at compile time: reflection would cost every build its start-up.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IndexPageFormat))]
internal sealed partial class UvJson : JsonSerializerContext;
