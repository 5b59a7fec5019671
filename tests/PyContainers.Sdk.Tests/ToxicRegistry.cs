using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PyContainers.Sdk.Tests;

/// <summary>What a request is answered instead of what it asks for.</summary>
/// <param name="Status">The status; 0 ends the connection without one.</param>
/// <param name="Code">The error's code, as the distribution specification has it.</param>
/// <param name="IsCut">Whether the connection ends before the answer does.</param>
internal sealed record ToxicAnswer(int Status, string Code = "UNKNOWN", bool IsCut = false);

/// <summary>An image registry in this process, by the distribution specification, that fails as a test wants it
/// to.</summary>
internal sealed class ToxicRegistry : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Type, byte[] Bytes)> _manifests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _uploads = new(StringComparer.Ordinal);

    private int _lastToken;

    public ToxicRegistry()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Address = $"localhost:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Address { get; }

    /// <summary>What fails; null for a request that does not.</summary>
    public Func<HttpListenerRequest, ToxicAnswer?> Fault { get; set; } = _ => null;

    /// <summary>How long it thinks about each request.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What its headers say in the place of a manifest's digest; null for the truth.</summary>
    public string? ClaimedDigest { get; set; }

    /// <summary><c>user:password</c>, if it asks for one.</summary>
    public string? Login { get; set; }

    /// <summary>Whether it asks for a token, and its own token service for the login.</summary>
    public bool HasTokens { get; set; }

    /// <summary>Tokens that it has given are no good from now on.</summary>
    public void ExpireTokens()
    {
        lock (_tokens)
            _tokens.Clear();
    }

    /// <summary>Whether a tag names a manifest whose blobs are all there.</summary>
    public bool Has(string repository, string tag = "latest") =>
        _manifests.TryGetValue($"{repository}/{tag}", out var manifest)
        && Digests(manifest.Bytes).All(_blobs.ContainsKey);

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => Answer(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            var (request, response) = (context.Request, context.Response);
            using var body = new MemoryStream();
            var fault = Fault(request);
            if (fault is { Status: 0 })
            {
                Reset(context);
                return;
            }

            request.InputStream.CopyTo(body);
            Thread.Sleep(Delay);
            if (fault is { IsCut: true })
            {
                response.StatusCode = fault.Status;
                response.ContentLength64 = 100;
                response.OutputStream.Write("{"u8);
                Reset(context);
                return;
            }

            if (fault is not null)
                Refuse(response, fault.Status, fault.Code);
            else if (!IsAllowed(request))
            {
                response.AddHeader("WWW-Authenticate", HasTokens && !IsTokenService(request)
                    ? $"Bearer realm=\"http://{Address}/token\",service=\"toxic\",scope=\"repository:demo:pull,push\""
                    : "Basic realm=\"toxic\"");
                Refuse(response, 401, "UNAUTHORIZED");
            }
            else
                Serve(request, response, body.ToArray());
            response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // It has gone, or is told nothing.
        }
    }

    // The listener's own way to end a connection says "200 OK" first.
    private static void Reset(HttpListenerContext context)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var connection = typeof(HttpListenerContext).GetProperty("Connection", All)!.GetValue(context)!;
        ((Socket)connection.GetType().GetField("_socket", All)!.GetValue(connection)!).Close(0);
    }

    private bool IsAllowed(HttpListenerRequest request)
    {
        if (Login is null)
            return true;
        var given = request.Headers["Authorization"];
        if (!HasTokens || IsTokenService(request))
            return given == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Login));
        lock (_tokens)
            return given is not null && _tokens.Contains(given);
    }

    private string NewToken()
    {
        lock (_tokens)
        {
            var token = $"T0ken-Gehe1m-{++_lastToken}";
            _tokens.Add("Bearer " + token);
            return token;
        }
    }

    private static bool IsTokenService(HttpListenerRequest request) => request.Url!.AbsolutePath == "/token";

    // v2/REPOSITORY/KIND/NAME; a repository of one word.
    private void Serve(HttpListenerRequest request, HttpListenerResponse response, byte[] body)
    {
        switch (request.HttpMethod, request.Url!.AbsolutePath.Trim('/').Split('/'))
        {
            case (_, ["token"]):
                var token = Encoding.UTF8.GetBytes($$"""{"token":"{{NewToken()}}","expires_in":300}""");
                Send(response, "application/json", token, head: false);
                break;
            case (_, ["v2"]):
                Send(response, "application/json", "{}"u8.ToArray(), head: false);
                break;
            case ("POST", ["v2", var repository, "blobs", "uploads"]):
                Accept(response, 202, $"/v2/{repository}/blobs/uploads/{Start()}");
                break;
            case ("PATCH", ["v2", _, "blobs", "uploads", var id]):
                _uploads[id] = [.. _uploads[id], .. body];
                response.AddHeader("Range", $"0-{_uploads[id].Length - 1}");
                Accept(response, 202, request.Url.AbsolutePath);
                break;
            case ("PUT", ["v2", var repository, "blobs", "uploads", var id]):
                var digest = Keep([.. _uploads[id], .. body]);
                var status = digest == request.QueryString["digest"] ? 201 : 400;
                Accept(response, status, $"/v2/{repository}/blobs/{digest}");
                break;
            case ("PUT", ["v2", var repository, "manifests", var tag]):
                _manifests[$"{repository}/{tag}"] = _manifests[$"{repository}/{Digest(body)}"] =
                    (request.ContentType!, body);
                response.AddHeader("Docker-Content-Digest", ClaimedDigest ?? Digest(body));
                Accept(response, 201, request.Url.AbsolutePath);
                break;
            case (var method, ["v2", var repository, "manifests", var tag])
                when _manifests.TryGetValue($"{repository}/{tag}", out var found):
                response.AddHeader("Docker-Content-Digest", ClaimedDigest ?? Digest(found.Bytes));
                Send(response, found.Type, found.Bytes, head: method == "HEAD");
                break;
            case (var method, ["v2", _, "blobs", var name]) when _blobs.TryGetValue(name, out var blob):
                Send(response, "application/octet-stream", blob, head: method == "HEAD");
                break;
            default:
                Refuse(response, 404, "MANIFEST_UNKNOWN");
                break;
        }
    }

    private string Start()
    {
        var id = Guid.NewGuid().ToString("N");
        _uploads[id] = [];
        return id;
    }

    private string Keep(byte[] bytes)
    {
        _blobs[Digest(bytes)] = bytes;
        return Digest(bytes);
    }

    private static void Accept(HttpListenerResponse response, int status, string location)
    {
        response.StatusCode = status;
        response.AddHeader("Location", location);
    }

    private static void Send(HttpListenerResponse response, string type, byte[] bytes, bool head)
    {
        (response.ContentType, response.ContentLength64) = (type, bytes.Length);
        if (!head)
            response.OutputStream.Write(bytes);
    }

    private static void Refuse(HttpListenerResponse response, int status, string code)
    {
        response.StatusCode = status;
        if (status == 429)
            response.AddHeader("Retry-After", "1");
        var error = Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"planted"}]}""");
        Send(response, "application/json", error, head: false);
    }

    private static IEnumerable<string> Digests(byte[] manifest)
    {
        var root = JsonDocument.Parse(manifest).RootElement;
        return root.GetProperty("layers").EnumerateArray().Append(root.GetProperty("config"))
            .Select(one => one.GetProperty("digest").GetString()!);
    }

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
