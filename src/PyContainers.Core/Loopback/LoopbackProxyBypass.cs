using System.Collections.Concurrent;
using System.Net;

namespace PyContainers.Core.Loopback;

/// <summary>
/// Keeps requests to the loopback registry away from the user's proxy: HTTP_PROXY and the like apply to localhost too,
/// unless NO_PROXY names it. Other requests of the process are untouched.
/// </summary>
public sealed class LoopbackProxyBypass : IWebProxy
{
    private static readonly ConcurrentDictionary<int, bool> s_ports = new();
    private static readonly Lock s_gate = new();

    private readonly IWebProxy _inner;

    private LoopbackProxyBypass(IWebProxy inner) => _inner = inner;

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => _inner.Credentials;
        set => _inner.Credentials = value;
    }

    /// <summary>Makes this process reach a port of this machine directly. To be called in every process that asks the
    /// registry.</summary>
    public static void Ensure(int port)
    {
        s_ports[port] = true;
        lock (s_gate)
        {
            if (HttpClient.DefaultProxy is not LoopbackProxyBypass)
                HttpClient.DefaultProxy = new LoopbackProxyBypass(HttpClient.DefaultProxy);
        }
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsOurs(destination) ? null : _inner.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => IsOurs(host) || _inner.IsBypassed(host);

    private static bool IsOurs(Uri uri) => uri.IsLoopback && s_ports.ContainsKey(uri.Port);
}
