using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Internet;

/// <summary>Image registries (OCI distribution): one store of blobs, tags by host and repository. What is pushed stays
/// in the state, for later runs.</summary>
internal sealed partial class Registry
{
    private readonly string _blobs;
    private readonly string _tags;

    public Registry(string content, string state)
    {
        (_blobs, _tags) = (Path.Combine(state, "registry", "blobs"), Path.Combine(state, "registry", "tags"));
        if (Directory.Exists(_blobs))
            return;
        var source = Path.Combine(content, "registry");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(state, Path.GetRelativePath(content, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>A token for what the user may do; anonymous ones may pull where the registry allows it.</summary>
    public static async Task TokenAsync(HttpContext context, string? user)
    {
        var scope = context.Request.Query["scope"].ToString();
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync();
            scope = form["scope"].ToString();
            var name = form["username"].ToString();
            user = Hosts.Users.GetValueOrDefault(name) == form["password"] ? name : null;
        }

        if (user is null && (context.Request.Headers.Authorization.Count > 0 || context.Request.HasFormContentType))
        {
            await RefuseAsync(context, 401, "UNAUTHORIZED");
            return;
        }

        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}\n{scope}"));
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$"""{"token":"{{token}}","access_token":"{{token}}","expires_in":300}""");
    }

    /// <summary>A blob at its signed URL.</summary>
    public Task BlobAsync(HttpContext context)
    {
        var digest = Path.GetFileName(context.Request.Path.Value!);
        return context.Request.Query["sig"] == Hex(Encoding.UTF8.GetBytes(digest))
            ? Releases.SendAsync(context, Blob(digest))
            : RefuseAsync(context, 403, "DENIED");
    }

    /// <summary>Everything below <c>/v2/</c>.</summary>
    public async Task AnswerAsync(HttpContext context, string name, Host host, string? user)
    {
        var match = Route().Match(context.Request.Path.Value!);
        var (repository, rest) = (match.Groups["repository"].Value, match.Groups["rest"].Value);
        var push = context.Request.Method is "POST" or "PUT" or "PATCH";
        if (!match.Success)
            await RefuseAsync(context, 404, "NAME_UNKNOWN");
        else if (!IsAllowed(context, host, user, repository, push))
        {
            var scope = repository.Length > 0 ? $",scope=\"repository:{repository}:pull{(push ? ",push" : "")}\"" : "";
            context.Response.Headers.WWWAuthenticate = host.Login == HostLogin.Basic
                ? $"Basic realm=\"{name}\""
                : $"Bearer realm=\"https://{host.Service}/token\",service=\"{name}\"{scope}";
            await RefuseAsync(context, 401, "UNAUTHORIZED");
        }
        else if (repository.Length == 0)
            await context.Response.WriteAsync("{}");
        else if (match.Groups["kind"].Value == "manifests")
            await ManifestAsync(context, Path.Combine(_tags, name, repository.Replace('/', '+')), rest);
        else if (rest.StartsWith("uploads/", StringComparison.Ordinal))
            await UploadAsync(context, $"https://{name}/v2/{repository}/blobs", rest["uploads/".Length..].Trim('/'));
        else if (host.Elsewhere.Length > 0 && context.Request.Method == "GET" && File.Exists(Blob(rest)))
            context.Response.Redirect(
                $"https://{host.Elsewhere}/blobs/{rest}?sig={Hex(Encoding.UTF8.GetBytes(rest))}&se=2099",
                permanent: false,
                preserveMethod: true);
        else
        {
            context.Response.Headers["Docker-Content-Digest"] = rest;
            await Releases.SendAsync(context, Blob(rest));
        }
    }

    private static bool IsAllowed(HttpContext context, Host host, string? user, string repository, bool push)
    {
        if (host.Login != HostLogin.Bearer)
            return host.Login == HostLogin.None || user is not null;
        if (context.Request.Headers.Authorization.ToString().Split(' ', 2) is not ["Bearer", var token])
            return false;
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split('\n', 2);
        return (parts[0].Length > 0 || (host.Anonymous && !push))
            && (repository.Length == 0 || parts[1].Contains($":{repository}:", StringComparison.Ordinal));
    }

    private async Task ManifestAsync(HttpContext context, string tags, string reference)
    {
        if (context.Request.Method == "PUT")
        {
            var digest = await KeepAsync(await BodyAsync(context));
            Directory.CreateDirectory(tags);
            foreach (var tag in new[] { reference, digest })
                await File.WriteAllTextAsync(Path.Combine(tags, tag.Replace(':', '+')), digest);
            context.Response.StatusCode = 201;
            context.Response.Headers.Location = $"{context.Request.Path}";
            context.Response.Headers["Docker-Content-Digest"] = digest;
            return;
        }

        var file = Path.Combine(tags, reference.Replace(':', '+'));
        if (!File.Exists(file) || await File.ReadAllTextAsync(file) is not { } found || !File.Exists(Blob(found)))
        {
            await RefuseAsync(context, 404, "MANIFEST_UNKNOWN");
            return;
        }

        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Blob(found)));
        context.Response.Headers["Docker-Content-Digest"] = found;
        await Releases.SendAsync(context, Blob(found), manifest.RootElement.TryGetProperty("mediaType", out var type)
            ? type.GetString()!
            : "application/vnd.oci.image.manifest.v1+json");
    }

    private async Task UploadAsync(HttpContext context, string blobs, string id)
    {
        if (id.Length == 0)
            id = Guid.NewGuid().ToString("N");
        var upload = Path.Combine(_blobs, "upload-" + Path.GetFileName(id));
        await using (var stream = new FileStream(upload, FileMode.Append))
            await context.Request.Body.CopyToAsync(stream);
        if (context.Request.Query["digest"].ToString() is { Length: > 0 } digest)
        {
            var actual = await KeepAsync(await File.ReadAllBytesAsync(upload));
            File.Delete(upload);
            context.Response.StatusCode = actual == digest ? 201 : 400;
            context.Response.Headers.Location = $"{blobs}/{digest}";
            context.Response.Headers["Docker-Content-Digest"] = digest;
            return;
        }

        context.Response.StatusCode = 202;
        context.Response.Headers.Location = $"{blobs}/uploads/{id}";
        context.Response.Headers.Range = $"0-{Math.Max(0, new FileInfo(upload).Length - 1)}";
    }

    private async Task<string> KeepAsync(byte[] bytes)
    {
        var digest = "sha256:" + Hex(bytes);
        var temporary = Blob(digest) + Guid.NewGuid().ToString("N");
        await File.WriteAllBytesAsync(temporary, bytes);
        File.Move(temporary, Blob(digest), overwrite: true);
        return digest;
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"errors":[{"code":"{{code}}","message":"{{code}}"}]}""");
    }

    private string Blob(string digest) => Path.Combine(_blobs, Path.GetFileName(digest).Replace(':', '+'));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [GeneratedRegex(
        "^/v2/((?<repository>.+)/(?<kind>manifests|blobs|tags)/(?<rest>.*))?$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Route();
}
