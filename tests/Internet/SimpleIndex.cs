using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Internet;

/// <summary>The simple API over the wheels of the content: JSON or HTML as the client prefers, hashes, metadata
/// (PEP 658), ranges.</summary>
internal sealed partial class SimpleIndex(string content)
{
    private readonly Lazy<ILookup<string, Wheel>> _wheels = new(() => Read(Path.Combine(content, "wheels")));

    /// <summary>A page, or a file below <c>/packages/</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="files">The host of the files; empty for here.</param>
    public Task AnswerAsync(HttpContext context, string files)
    {
        var parts = context.Request.Path.Value!.Trim('/').Split('/');
        if (parts is ["packages", ..])
            return FileAsync(context);
        var name = parts is ["simple", var asked] ? Separators().Replace(asked, "-").ToLowerInvariant() : "";
        if (!_wheels.Value.Contains(name))
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }

        var root = files.Length > 0 ? $"https://{files}/packages/" : "../../packages/";
        context.Response.Headers.CacheControl = "max-age=600, public";
        context.Response.Headers.Vary = "Accept";
        var json = context.Request.Headers.Accept.ToString().Contains("simple.v1+json", StringComparison.Ordinal);
        context.Response.ContentType = json ? "application/vnd.pypi.simple.v1+json" : "text/html; charset=UTF-8";
        return context.Response.WriteAsync(json ? Json(name, root) : Html(name, root));
    }

    /// <summary>A wheel, or its metadata.</summary>
    public Task FileAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "max-age=365000000, immutable, public";
        var name = Path.GetFileName(context.Request.Path.Value!);
        return Releases.SendAsync(context, Path.Combine(content, "wheels", name));
    }

    private string Json(string name, string root) => JsonSerializer.Serialize(new Dictionary<string, object>(
        StringComparer.Ordinal)
    {
        ["meta"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["api-version"] = "1.1" },
        ["name"] = name,
        ["files"] = _wheels.Value[name].Select(wheel => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["filename"] = wheel.File,
            ["url"] = root + wheel.File,
            ["hashes"] = Hash(wheel.Sha256),
            ["size"] = wheel.Size,
            ["requires-python"] = wheel.RequiresPython,
            ["core-metadata"] = Hash(wheel.MetadataSha256),
            ["yanked"] = false,
            ["upload-time"] = "2026-01-01T00:00:00.000000Z",
        }),
    });

    private string Html(string name, string root) =>
        $"<!DOCTYPE html><html><body><h1>Links for {name}</h1>\n"
        + string.Concat(_wheels.Value[name].Select(wheel =>
            $"<a href=\"{root}{wheel.File}#sha256={wheel.Sha256}\" data-core-metadata=\"sha256={wheel.MetadataSha256}\""
            + (wheel.RequiresPython is { } python ? $" data-requires-python=\"{WebUtility.HtmlEncode(python)}\"" : "")
            + $">{wheel.File}</a><br/>\n"))
        + "</body></html>";

    private static Dictionary<string, string> Hash(string sha256) =>
        new(StringComparer.Ordinal) { ["sha256"] = sha256 };

    private static ILookup<string, Wheel> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*.whl").Order(StringComparer.Ordinal).Select(Wheel.Of).ToLookup(
            wheel => Separators().Replace(wheel.File.Split('-')[0], "-").ToLowerInvariant(), StringComparer.Ordinal);

    [GeneratedRegex("[-_.]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();

    private sealed record Wheel(string File, string Sha256, long Size, string MetadataSha256, string? RequiresPython)
    {
        public static Wheel Of(string path)
        {
            var metadata = System.IO.File.ReadAllBytes(path + ".metadata");
            var python = System.Text.Encoding.UTF8.GetString(metadata).Split('\n')
                .TakeWhile(line => line.Trim().Length > 0)
                .FirstOrDefault(line => line.StartsWith("Requires-Python:", StringComparison.OrdinalIgnoreCase));
            var bytes = System.IO.File.ReadAllBytes(path);
            return new(
                Path.GetFileName(path), Hex(bytes), bytes.Length, Hex(metadata),
                python?.Split(':', 2)[1].Trim());
        }

        private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
