using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PyContainers.Core.Loopback;

/// <summary>
/// A read-only registry for the time of a publish, on this machine only: through it the .NET SDK takes an image that
/// exists nowhere else as its base.
/// It is reached as <c>localhost:&lt;port&gt;</c>, because that name, unlike <c>127.0.0.1</c>, lets the SDK use http.
/// </summary>
public sealed class LoopbackRegistry : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Exception> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpListener> _listeners;
    private readonly RegistryRequests _requests;
    private int _disposed;

    /// <summary>Starts to serve on a free port.</summary>
    public LoopbackRegistry(BlobStore store)
    {
        Store = store;
        _requests = new RegistryRequests(store, _failures);
        _listeners = Listen();
        Port = ((IPEndPoint)_listeners[0].LocalEndpoint).Port;
        var stop = _stop.Token;
        foreach (var listener in _listeners)
            _ = Task.Run(() => AcceptAsync(listener, stop), CancellationToken.None);
    }

    /// <summary>What is served.</summary>
    public BlobStore Store { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary><c>localhost:&lt;port&gt;</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"localhost:{Port}");

    /// <summary>Why blobs could not be served when they were last asked for, by digest: the SDK tells its user only
    /// that they could not.</summary>
    public IReadOnlyDictionary<string, Exception> Failures => _failures;

    /// <summary>Stops serving at once; a client in the middle of a blob loses its connection, and one that is being
    /// fetched for it is given up.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _listeners.ForEach(l => l.Dispose());
        _stop.Cancel();
        // The process may end next, and a fetch has scratch files to remove.
        if (Task.WhenAll(_connections.Keys).Wait(s_patience, CancellationToken.None))
            _stop.Dispose();
    }

    /// <summary>Listens on IPv4 and IPv6: which of them <c>localhost</c> means first differs between
    /// machines.</summary>
    private static List<TcpListener> Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var v4 = new TcpListener(IPAddress.Loopback, 0);
            v4.Start();
            if (!Socket.OSSupportsIPv6)
                return [v4];

            var v6 = new TcpListener(IPAddress.IPv6Loopback, ((IPEndPoint)v4.LocalEndpoint).Port);
            try
            {
                v6.Start();
                return [v4, v6];
            }
            catch (SocketException e)
            {
                v6.Dispose();
                // Taken: another port may be free on both. Anything else means that there is no ::1 here, as in many
                // containers.
                if (e.SocketErrorCode != SocketError.AddressAlreadyInUse || attempt == 10)
                    return [v4];
                v4.Dispose();
            }
        }
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(stop);
                var connection = Task.Run(
                    () => new HttpConnection(socket, _requests).ServeAsync(stop),
                    CancellationToken.None
                );
                _connections[connection] = true;
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out bool _), TaskScheduler.Default);
            }
            catch (SocketException) when (!stop.IsCancellationRequested)
            {
                // A client that gave up before it was accepted; the next one is served.
            }
            catch (Exception e)
                when (e
                        is OperationCanceledException
                            or ObjectDisposedException
                            or SocketException
                            or InvalidOperationException
                )
            {
                return;
            }
        }
    }
}
