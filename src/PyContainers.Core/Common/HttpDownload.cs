using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace PyContainers.Core.Common;

/// <summary>A file to fetch over HTTP.</summary>
/// <param name="Url">Its address; a user and a password in it are used as a login.</param>
/// <param name="Accept">The media types that are understood, as in the header of that name; empty for any.</param>
/// <param name="Login">User and password for this host, or null. They are never sent to where a redirect leads.</param>
public sealed record HttpFile(Uri Url, string Accept = "", NetworkCredential? Login = null)
{
    /// <summary>User and password in a URL, the password perhaps empty; null where there is neither.</summary>
    public static NetworkCredential? LoginIn(Uri url) =>
        url.UserInfo.Length == 0 || url.UserInfo.Split(':', 2) is not [var user, .. var rest]
            ? null
            : new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(string.Concat(rest)));
}

/// <summary>What came.</summary>
/// <param name="Bytes">The whole body.</param>
/// <param name="MediaType">Its <c>Content-Type</c> without parameters; empty when there is none.</param>
/// <param name="Address">Where it came from, after redirects.</param>
public sealed record HttpAnswer(byte[] Bytes, string MediaType, Uri Address);

/// <summary>An answer, or the reason why there is none.</summary>
/// <param name="Answer">Null after a failure.</param>
/// <param name="Reason">A phrase that can follow a colon; empty after a success.</param>
public sealed record HttpOutcome(HttpAnswer? Answer, string Reason);

/// <summary>How long to wait for others.</summary>
/// <param name="Silence">The time in which something must arrive, or an attempt has failed; two of them are enough to
/// call a host dead.</param>
/// <param name="Pause">The wait before the second attempt; it doubles with each further one.</param>
/// <param name="LongestWait">The longest <c>Retry-After</c> that is obeyed; who asks for more is not asked
/// again.</param>
public sealed record HttpPatience(TimeSpan Silence, TimeSpan Pause, TimeSpan LongestWait)
{
    /// <summary>Tells after less than a minute that a host hangs.</summary>
    public static HttpPatience Default { get; } =
        new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
}

/// <summary>
/// Fetches a file, and tries again when that is likely to help: an overloaded server, a broken connection, half a body.
/// Proxies and certificates are .NET's: <c>HTTPS_PROXY</c>, <c>NO_PROXY</c>, the system's store.
/// </summary>
/// <param name="patience">How long to wait.</param>
/// <param name="note">Gets a line for each further attempt.</param>
public sealed class HttpDownload(HttpPatience patience, Action<string> note)
{
    private const int MostAttempts = 4;
    private const long MostBytes = 512L << 20;

    // What must arrive within the silence: a host that sends a byte now and then hangs too.
    private const int Sign = 1 << 16;

    private static readonly HttpStatusCode[] s_passing =
    [
        HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError,
        HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout,
    ];

    /// <summary>Fetches a file.</summary>
    /// <param name="file">What and from where.</param>
    /// <param name="received">Called with the bytes so far and, if known, all there will be. A new attempt begins at
    /// 0.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<HttpOutcome> GetAsync(
        HttpFile file, Action<long, long?> received, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { MaxAutomaticRedirections = 10 };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var silences = 0;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, reason, again, wait) =
                await TryAsync(client, file, received, cancellation).ConfigureAwait(false);
            if (answer is not null)
                return new HttpOutcome(answer, "");
            if (again == Again.AfterSilence)
                silences++;
            var pause = wait ?? patience.Pause * (1 << (attempt - 1));
            if (again == Again.No || attempt == MostAttempts || silences == 2 || pause > patience.LongestWait)
                return new HttpOutcome(null, attempt == 1 ? reason : $"{reason}, {attempt} attempts");
            note($"{SecretMask.Apply(file.Url.ToString())}: {reason}; trying again in {pause.TotalSeconds:0.#} s");
            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<Attempt> TryAsync(
        HttpClient client, HttpFile file, Action<long, long?> received, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(patience.Silence);
        try
        {
            using var request = Request(file);
            using var response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
            var address = response.RequestMessage!.RequestUri!;
            if (!response.IsSuccessStatusCode)
                return Refused(response, file.Url, address);
            var bytes = await ReadAsync(response, received, silence).ConfigureAwait(false);
            return bytes is null
                ? new Attempt(null, "the answer does not end")
                : new Attempt(new(bytes, response.Content.Headers.ContentType?.MediaType ?? "", address));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = patience.Silence.TotalSeconds;
            return new Attempt(null, $"no answer within {seconds:0.#} seconds", Again.AfterSilence);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Attempt(null, HttpReason.Of(e), IsPassing(e.GetBaseException()) ? Again.Yes : Again.No);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            return new Attempt(null, HttpReason.OneLine(e.Message)); // a scheme that is no HTTP
        }
    }

    private static HttpRequestMessage Request(HttpFile file)
    {
        var login = file.Login ?? HttpFile.LoginIn(file.Url);
        var request = new HttpRequestMessage(HttpMethod.Get, file.Url);
        if (file.Accept.Length > 0)
            request.Headers.TryAddWithoutValidation("Accept", file.Accept);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PyContainers", null)); // some hosts refuse none
        if (login is not null)
        {
            var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", token);
        }

        return request;
    }

    private async Task<byte[]?> ReadAsync(
        HttpResponseMessage response, Action<long, long?> received, CancellationTokenSource silence)
    {
        var total = response.Content.Headers.ContentLength;
        using var body = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var (buffer, sign) = (new byte[1 << 16], 0L);
        received(0, total);
        while (await body.ReadAsync(buffer, silence.Token).ConfigureAwait(false) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MostBytes)
                return null;
            received(bytes.Length, total);
            if (bytes.Length - sign < Sign)
                continue;
            sign = bytes.Length;
            silence.CancelAfter(patience.Silence);
        }

        return bytes.ToArray();
    }

    private static Attempt Refused(HttpResponseMessage response, Uri asked, Uri address)
    {
        var after = response.Headers.RetryAfter is { } header
            ? header.Delta ?? header.Date - response.Headers.Date
            : null;
        var reason = HttpReason.Of(response.StatusCode, asked, address);
        if (after is { } wait && s_passing.Contains(response.StatusCode))
            reason += $" (it asks to wait {wait.TotalSeconds:0} seconds)";
        return new Attempt(
            null, reason, s_passing.Contains(response.StatusCode) ? Again.Yes : Again.No,
            after is { Ticks: > 0 } ? after : null);
    }

    // A name that does not exist, a closed port and a bad certificate are the same a second later.
    private static bool IsPassing(Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: var code } => code
            is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.TimedOut
                or SocketError.TryAgain or SocketError.NetworkReset,
        AuthenticationException => false,
        HttpIOException { HttpRequestError: not HttpRequestError.ResponseEnded } => false,
        IOException => true,
        _ => false,
    };

    private enum Again
    {
        No,
        Yes,
        AfterSilence,
    }

    private sealed record Attempt(
        HttpAnswer? Answer, string Reason = "", Again Again = Again.No, TimeSpan? Wait = null);
}
