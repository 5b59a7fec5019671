using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace PyContainers.Core.Common;

/// <summary>Why a request failed, as one phrase for a message. It has no secrets.</summary>
public static partial class HttpReason
{
    /// <summary>A refusal.</summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="asked">What was asked.</param>
    /// <param name="address">Who answered; another host after a redirect.</param>
    public static string Of(HttpStatusCode status, Uri asked, Uri address)
    {
        var from = string.Equals(asked.Host, address.Host, StringComparison.OrdinalIgnoreCase)
            ? ""
            : $" from {address.Host}, where it redirects to";
        var why = status switch
        {
            HttpStatusCode.Unauthorized => ": it asks for a user and a password",
            HttpStatusCode.ProxyAuthenticationRequired => ": " + ProxyLogin,
            _ => "",
        };
        return $"{Number(status)}{from}{why}";
    }

    /// <summary>A failure without an answer.</summary>
    /// <param name="failure">What <see cref="HttpClient"/> threw.</param>
    public static string Of(Exception failure)
    {
        var cause = failure.GetBaseException();
        return failure switch
        {
            HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } =>
                $"{Number(HttpStatusCode.ProxyAuthenticationRequired)}: {ProxyLogin}",
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status } =>
                $"the proxy answered {Number(status)}",
            _ when cause is AuthenticationException => Untrusted(cause.Message),
            // With the host and the port, which may be a proxy's.
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError,
            } => OneLine(failure.Message),
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection ended too early",
            _ => OneLine(cause.Message),
        };
    }

    /// <summary>Whether nobody answered, or a server that has no answer for now. What a failure is shows in its types
    /// and codes: its words may be in the system's language.</summary>
    /// <param name="failure">What was thrown.</param>
    public static bool IsUnreachable(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException or AuthenticationException or TimeoutException or HttpIOException
                || cause is HttpRequestException http && (http.StatusCode is { } status
                    ? status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                    : http.HttpRequestError != HttpRequestError.Unknown))
                return true;
        }

        return false;
    }

    /// <summary>A certificate that is not trusted.</summary>
    /// <param name="message">What the system says of it.</param>
    public static string Untrusted(string message) =>
        $"its certificate is not trusted ({OneLine(message)}); name the authority's file in SSL_CERT_FILE";

    /// <summary>A message of the system on one line, without a full stop and without credentials.</summary>
    public static string OneLine(string message) =>
        SecretMask.Apply(
            string.Join(
                ' ',
                message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        .TrimEnd('.');

    private const string ProxyLogin =
        "the proxy asks for a login, which belongs in HTTPS_PROXY: user, colon, password and @ before the host";

    /// <summary>A status with the standard's word for it: what the server writes behind the number may be anything, or
    /// nothing.</summary>
    internal static string Number(HttpStatusCode status) =>
        Enum.IsDefined(status) ? $"{(int)status} {WordStart().Replace($"{status}", " ")}" : $"{(int)status}";

    // InternalServerError, OK
    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
