using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Internet;

/// <summary>All hosts behind one address: who is asked stands in the request.</summary>
internal sealed class World(string content, string state) : IDisposable
{
    private const string Web = "127.0.1.1", Dead = "127.0.9.9";

    private readonly IReadOnlyDictionary<string, Host> _hosts = Content.Hosts(content);
    private readonly Faults _faults = new(state);
    private readonly RequestLog _log = new(state);
    private readonly Releases _releases = new(content);
    private readonly SimpleIndex _index = new(content);
    private readonly Registry _registry = new(content, state);

    /// <summary>Serves until the input ends.</summary>
    public static async Task ServeAsync(string content, string state)
    {
        Directory.CreateDirectory(state);
        using var world = new World(content, state);
        world.WriteHosts();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(world.Configure);
        await using var app = builder.Build();
        app.Run(world.AnswerAsync);
        await app.StartAsync();
        var reachable = world._hosts.Keys.Where(host => !world._faults.Has(host, "dns"));
        using var proxy = new Proxy(reachable, Web, Path.Combine(state, "proxy-user"), world._log);
        proxy.Start();
        await File.WriteAllTextAsync(Path.Combine(state, "ready"), "");
        await Console.In.ReadToEndAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
    }

    public void Dispose() => _log.Dispose();

    // Names that do not resolve are not there; behind a proxy, none of the outside's are.
    private void WriteHosts()
    {
        var only = Path.Combine(state, "names");
        var known = File.Exists(only) ? File.ReadAllLines(only) : [.. _hosts.Keys];
        var lines = known.Where(host => !_faults.Has(host, "dns"))
            .Select(host => $"{(_faults.Has(host, "refused") ? Dead : Web)} {host}");
        File.WriteAllText(
            Path.Combine(state, "hosts"),
            string.Join('\n', [.. lines, $"{Proxy.Address} {Hosts.Proxy}", "127.0.0.1 localhost", ""]));
    }

    private void Configure(KestrelServerOptions options)
    {
        X509Certificate2 Load(string name) => Authority.Load(content, name);
        var (good, unknown, expired) = (Load("good"), Load("unknown"), Load("expired"));
        options.Limits.MaxRequestBodySize = null;
        options.Listen(IPAddress.Parse(Web), 80, listen => listen.Protocols = HttpProtocols.Http1);
        options.Listen(IPAddress.Parse(Web), 443, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(https => https.ServerCertificateSelector = (_, name) =>
                _faults.Has(name, "tls") ? unknown : _faults.Has(name, "expired") ? expired : good);
        });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var name = request.Host.Host;
        var fault = _faults.Next(name);
        var body = new FaultyBody(response.Body, context, fault);
        response.Body = body;
        try
        {
            if (!_hosts.TryGetValue(name, out var host))
                response.StatusCode = 421;
            else if (!await FailAsync(context, fault))
                await DispatchAsync(context, name, host);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // a fault of ours, or the client went away
        }

        var sent = context.RequestAborted.IsCancellationRequested && body.Sent == 0 ? 0 : response.StatusCode;
        _log.Add(name, request.Method, sent, body.Sent, request.ContentLength ?? 0, request.Path.Value ?? "");
    }

    // True when the answer is given.
    private static async Task<bool> FailAsync(HttpContext context, Fault? fault)
    {
        var response = context.Response;
        switch (fault?.Kind)
        {
            case "status":
                response.StatusCode = fault.Status;
                if (fault.RetryAfter is { } seconds)
                    response.Headers.RetryAfter = $"{seconds}";
                await response.WriteAsync("failed on purpose");
                return true;
            case "page":
                response.ContentType = "text/html";
                await response.WriteAsync(
                    "<!DOCTYPE html><html><title>Sign in</title><body>Guest network: sign in</body></html>");
                return true;
            case "loop":
                response.Redirect($"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}");
                return true;
            case "silent":
                await Task.Delay(TimeSpan.FromMinutes(10), context.RequestAborted);
                return true;
            case "reset":
                context.Abort();
                return true;
            default:
                return false;
        }
    }

    private Task DispatchAsync(HttpContext context, string name, Host host)
    {
        if (host.Login == HostLogin.Basic && host.Kind != HostKind.Registry && Login(context.Request) is null)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = $"Basic realm=\"{name}\"";
            return Task.CompletedTask;
        }

        var path = context.Request.Path.Value!;
        return host.Kind switch
        {
            HostKind.Releases => _releases.RedirectAsync(context),
            HostKind.Assets => _releases.AssetAsync(context),
            HostKind.Mirrored => _releases.MirroredAsync(context, "/github/"),
            HostKind.Index => _index.AnswerAsync(context, host.Elsewhere),
            HostKind.Files => _index.FileAsync(context),
            HostKind.Tokens => Registry.TokenAsync(context, Login(context.Request)),
            HostKind.Blobs => _registry.BlobAsync(context),
            HostKind.Registry => _registry.AnswerAsync(context, name, host, Login(context.Request)),
            _ when path.StartsWith("/v2/", StringComparison.Ordinal) =>
                _registry.AnswerAsync(context, name, host, Login(context.Request)),
            _ when path.StartsWith("/simple/", StringComparison.Ordinal)
                || path.StartsWith("/packages/", StringComparison.Ordinal) => _index.AnswerAsync(context, ""),
            _ => _releases.FolderAsync(context),
        };
    }

    /// <summary>The user of a Basic header whose password is right, or null.</summary>
    private static string? Login(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString().Split(' ', 2) is not [var scheme, var token]
            || !scheme.Equals("basic", StringComparison.OrdinalIgnoreCase))
            return null;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split(':', 2);
        return pair is [var user, var password] && Hosts.Users.GetValueOrDefault(user) == password ? user : null;
    }
}
