using System.Net;
using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>An internal mirror: the kit's wheels as a simple index (PEP 503) behind basic authentication.</summary>
internal sealed class WheelIndex : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _authorization;
    private readonly string _folder = Path.Combine(Kit.Folder, "wheelhouse");

    public WheelIndex(string user, string password)
    {
        _authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        Port = FreePort.Next();
        _listener.Prefixes.Add($"http://localhost:{Port}/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public int Port { get; }

    /// <summary>What may stand in the query instead of a login; files are then signed with it too.</summary>
    public string? Token { get; init; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var response = context.Response;
        response.KeepAlive = false; // this listener may close what the client takes for open
        if (context.Request.Headers["Authorization"] != _authorization && !HasToken(context.Request))
        {
            response.StatusCode = 401;
            response.AddHeader("WWW-Authenticate", "Basic realm=\"mirror\"");
            return;
        }

        var path = context.Request.Url!.AbsolutePath.Trim('/').Split('/');
        var file = Path.Combine(_folder, path[^1]);
        byte[]? content =
            path[0] == "files" && File.Exists(file) ? File.ReadAllBytes(file)
            : path[0] == "simple" && path.Length == 2 ? Page(path[1])
            : null;
        if (content is null)
        {
            response.StatusCode = 404;
            return;
        }

        response.ContentType = path[0] == "simple" ? "text/html" : "application/octet-stream";
        response.OutputStream.Write(content);
    }

    private bool HasToken(HttpListenerRequest request) =>
        Token is not null && request.QueryString["token"] == Uri.UnescapeDataString(Token);

    private byte[]? Page(string name)
    {
        var files = Directory
            .EnumerateFiles(_folder, "*.whl")
            .Select(Path.GetFileName)
            .Where(file => file!.Split('-')[0].Replace('_', '-').Equals(name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var query = Token is null ? "" : "?token=" + Token;
        return files.Count == 0
            ? null
            : Encoding.UTF8.GetBytes(
                "<!DOCTYPE html><html><body>"
                    + string.Concat(files.Select(file => $"<a href=\"/files/{file}{query}\">{file}</a>\n"))
                    + "</body></html>"
            );
    }
}
