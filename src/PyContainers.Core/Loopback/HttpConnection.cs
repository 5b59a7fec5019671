using System.Net.Sockets;
using System.Text;

namespace PyContainers.Core.Loopback;

/// <summary>Serves one client's connection: as much of HTTP/1.1 as a reader of a registry needs.</summary>
internal sealed class HttpConnection(Socket socket, RegistryRequests requests)
{
    private const byte TlsHandshake = 0x16;

    private readonly byte[] _buffer = new byte[1 << 14];
    private int _filled;

    /// <summary>Answers requests until the client or the registry has enough. Never throws.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var _ = socket;
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            while (
                await ReadHeadAsync(stream, cancellationToken) is { } head
                && await AnswerAsync(stream, head, cancellationToken)
            ) { }
        }
#pragma warning disable CA1031 // In somebody else's process: a broken connection is the client's to report.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>The next request's lines; null when there is none, or none that can be understood.</summary>
    private async Task<string[]?> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8) is var end and >= 0)
            {
                var head = Encoding.ASCII.GetString(_buffer, 0, end);
                _filled -= end + 4;
                Buffer.BlockCopy(_buffer, end + 4, _buffer, 0, _filled);
                return head.Split("\r\n");
            }
            if (_filled == _buffer.Length)
                return null;
            var read = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            if (read == 0)
                return null;
            _filled += read;
            // The SDK tries https first. Closing at once is what makes it fall back to http; an answer in plain text
            // would not.
            if (_buffer[0] == TlsHandshake)
                return null;
        }
    }

    /// <summary>Answers a request.</summary>
    /// <returns>Whether the connection stays open.</returns>
    private async Task<bool> AnswerAsync(NetworkStream stream, string[] head, CancellationToken cancellationToken)
    {
        if (head[0].Split(' ') is not [var method, var target, var version])
        {
            await stream.WriteAsync(
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(),
                cancellationToken
            );
            return false;
        }

        // Other methods may send a body, which nobody reads: the connection cannot be used again.
        var close = method is not ("GET" or "HEAD") || version != "HTTP/1.1" || head.Any(IsClosing);
        var path = Uri.UnescapeDataString(target.Split('?')[0]);
        await using var answer = await requests.AnswerAsync(method, path, cancellationToken);
        await stream.WriteAsync(answer.Head(close), cancellationToken);
        if (method != "HEAD" && answer.Content is not null)
            await answer.Content.CopyToAsync(stream, 1 << 20, cancellationToken);
        return !close;
    }

    private static bool IsClosing(string line) =>
        line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase)
        && line.Contains("close", StringComparison.OrdinalIgnoreCase);
}
