using System.Security.Cryptography;
using System.Text;

namespace Internet;

/// <summary>Releases of uv and of interpreters, below <c>releases/PROJECT/VERSION/FILE</c> of the content.</summary>
internal sealed class Releases(string content)
{
    private const string Signed = "/github-production-release-asset/699532645/";

    /// <summary>As the host of the releases answers: with a signed URL of another host.</summary>
    public Task RedirectAsync(HttpContext context)
    {
        if (Find(context.Request.Path.Value!, "/astral-sh/") is not { } path)
            return NotFound(context);
        var name = Path.GetRelativePath(content, path);
        context.Response.Redirect(
            "https://release-assets.githubusercontent.com"
                + $"{Signed}{Uri.EscapeDataString(name)}?se=2099&sig={Signature(name)}");
        return Task.CompletedTask;
    }

    /// <summary>The file behind a signed URL.</summary>
    public Task AssetAsync(HttpContext context)
    {
        var name = Uri.UnescapeDataString(context.Request.Path.Value!.Split(Signed)[^1]);
        if (context.Request.Query["sig"] == Signature(name))
            return SendAsync(context, Path.Combine(content, name));
        context.Response.StatusCode = 403;
        return context.Response.WriteAsync("<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code></Error>");
    }

    /// <summary>The file itself, with the path of the release behind a prefix.</summary>
    public Task MirroredAsync(HttpContext context, string prefix) =>
        Find(context.Request.Path.Value!, prefix) is { } path ? SendAsync(context, path) : NotFound(context);

    /// <summary>A plain folder, as an artifact server has it: <c>uv/VERSION/FILE</c>, <c>python/DATE/FILE</c>,
    /// <c>downloads.json</c>.</summary>
    public Task FolderAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Trim('/').Split('/');
        return SendAsync(context, parts switch
        {
            ["uv", _, var wheel] when wheel.EndsWith(".whl", StringComparison.Ordinal) =>
                Path.Combine(content, "wheels", wheel),
            ["uv", ..] => Path.Combine([content, "releases", .. parts]),
            ["python", .. var rest] => Path.Combine([content, "releases", "python-build-standalone", .. rest]),
            _ => Path.Combine([content, .. parts]),
        });
    }

    /// <summary>Sends a file, a range of it, or that it has not changed.</summary>
    public static Task SendAsync(HttpContext context, string path, string type = "application/octet-stream")
    {
        if (!File.Exists(path) || path.Contains("..", StringComparison.Ordinal))
            return NotFound(context);
        var facts = Encoding.UTF8.GetBytes($"{path}{new FileInfo(path).Length}");
        var tag = Convert.ToHexStringLower(SHA256.HashData(facts))[..16];
        return Results.File(
            path, type, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{tag}\""),
            enableRangeProcessing: true).ExecuteAsync(context);
    }

    private string? Find(string path, string prefix)
    {
        if (!path.StartsWith(prefix, StringComparison.Ordinal)
            || path[prefix.Length..].Split('/') is not [var project, "releases", "download", var version, var file])
            return null;
        var full = Path.Combine(content, "releases", project, version, file);
        return File.Exists(full) ? full : null;
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("Not Found");
    }

    private static string Signature(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("signed " + name)));
}
