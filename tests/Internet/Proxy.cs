using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Internet;

/// <summary>An HTTP proxy: CONNECT and plain requests. It wants the login of a file, where there is one.</summary>
internal sealed partial class Proxy(IEnumerable<string> hosts, string web, string userFile, RequestLog log)
    : IDisposable
{
    public const string Address = "127.0.1.2";

    private const string Closing = "Content-Length: 0\r\nConnection: close\r\n\r\n";

    private readonly HashSet<string> _hosts = new(hosts, StringComparer.OrdinalIgnoreCase);
    private readonly TcpListener _listener = new(IPAddress.Parse(Address), 3128);

    public void Start()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = await HeadAsync(stream);
                var words = head.Split("\r\n", 2)[0].Split(' ');
                var (method, target) = (words[0], words.ElementAtOrDefault(1) ?? "");
                var uri = new Uri(method == "CONNECT" ? $"https://{target}/" : target);
                var status = !IsLoggedIn(head) ? 407 : _hosts.Contains(uri.Host) ? 200 : 502;
                log.Add(Hosts.Proxy, method, status, 0, 0, uri.Host);
                if (status != 200)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(status == 407
                        ? "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"corp\"\r\n" + Closing
                        : "HTTP/1.1 502 Bad Gateway\r\n" + Closing));
                    return;
                }

                using var onward = new TcpClient(web, uri.Port);
                await using var server = onward.GetStream();
                await (method == "CONNECT"
                    ? stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray())
                    : server.WriteAsync(Encoding.Latin1.GetBytes(
                        head.Replace(target, uri.PathAndQuery, StringComparison.Ordinal))));
                await Task.WhenAny(stream.CopyToAsync(server), server.CopyToAsync(stream));
            }
            catch (Exception e) when (e is IOException or SocketException or UriFormatException)
            {
                // the client went away
            }
        }
    }

    private bool IsLoggedIn(string head) =>
        !File.Exists(userFile)
        || (Authorization().Match(head) is { Success: true } match
            && Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["token"].Value))
                == File.ReadAllText(userFile).Trim());

    private static async Task<string> HeadAsync(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[1]);
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) > 0)
            text.Append((char)buffer[0]);
        return text.ToString();
    }

    [GeneratedRegex(
        @"^proxy-authorization: basic (?<token>\S+)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Authorization();
}
