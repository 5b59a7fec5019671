using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PyContainers.Core.Tests.Common;

/// <summary>What a <see cref="ScriptedServer"/> does with a request.</summary>
/// <param name="Bytes">What it sends.</param>
/// <param name="Then">Whether it resets the connection, leaves it open without a word, or ends it.</param>
internal sealed record ScriptedAnswer(byte[] Bytes, string Then = "end")
{
    public static ScriptedAnswer Reset { get; } = new([], "reset");

    public static ScriptedAnswer Silence { get; } = new([], "silence");

    public static ScriptedAnswer Of(int status, string body = "", params string[] headers) =>
        Of(status, Encoding.UTF8.GetBytes(body), headers);

    public static ScriptedAnswer Of(int status, byte[] body, params string[] headers) =>
        new([.. Head(status, body.Length, headers), .. body]);

    /// <summary>A body that ends in the middle.</summary>
    public static ScriptedAnswer Half(byte[] body) =>
        new([.. Head(200, body.Length, []), .. body[..(body.Length / 2)]]);

    private static byte[] Head(int status, int length, string[] headers) =>
        Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n"
                + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n");
}

/// <summary>An HTTP server on loopback that answers each path with its next scripted answer; the last one
/// stays.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, Queue<ScriptedAnswer>> _answers = new(StringComparer.Ordinal);
    private readonly List<string> _requests = [];
    private readonly CancellationTokenSource _end = new();

    public ScriptedServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The heads of all requests so far.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public ScriptedServer On(string path, params ScriptedAnswer[] answers)
    {
        _answers[path] = new(answers);
        return this;
    }

    public int CountOf(string path) =>
        Requests.Count(head => head.StartsWith($"GET {path} ", StringComparison.Ordinal));

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the end
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = await HeadAsync(stream);
                lock (_requests)
                    _requests.Add(head);
                var answer = Next(head.Split(' ').ElementAtOrDefault(1) ?? "");
                await stream.WriteAsync(answer.Bytes, _end.Token);
                if (answer.Then == "silence")
                    await Task.Delay(Timeout.Infinite, _end.Token);
                if (answer.Then == "reset")
                    client.LingerState = new LingerOption(enable: true, 0);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // the client went away, or the test is over
            }
        }
    }

    private ScriptedAnswer Next(string path)
    {
        lock (_requests)
        {
            return !_answers.TryGetValue(path, out var answers) ? ScriptedAnswer.Of(404)
                : answers.Count > 1 ? answers.Dequeue()
                : answers.Peek();
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)
            && await stream.ReadAsync(buffer, _end.Token) is > 0 and var read)
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        return text.ToString();
    }
}
