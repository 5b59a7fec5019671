using System.Net.Sockets;
using PyContainers.Core.Common;

namespace PyContainers.Core.Destinations;

/// <summary>Asks whether a registry is there at all: the SDK's own push finds out after minutes, and answers with a
/// stack trace.</summary>
public static class RegistryProbe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan[] s_pauses = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>Connects to the registry, or has a proxy ask it; whether it speaks TLS and the credentials are good is
    /// the push's to find out.</summary>
    /// <param name="registry">Host name and port, as in <c>ContainerRegistry</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Null when somebody answers; else the reason in one line.</returns>
    public static async Task<string?> TryReachAsync(string registry, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate($"https://{HostOf(registry)}/v2/", UriKind.Absolute, out var uri))
            return "it is not a host name with an optional port";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            if (HttpClient.DefaultProxy.IsBypassed(uri) || HttpClient.DefaultProxy.GetProxy(uri) is null)
                await ConnectAsync(uri, patience.Token);
            else
                await AskThroughProxyAsync(uri, patience.Token);
            return null;
        }
        catch (Exception e) when (e is SocketException or HttpRequestException)
        {
            return HttpReason.OneLine(e.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"it did not answer within {s_patience.TotalSeconds} seconds";
        }
    }

    private static async Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(uri.DnsSafeHost, uri.Port, cancellationToken);
    }

    private static async Task AskThroughProxyAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(
                uri,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            // Somebody answers; whether without TLS is right, the SDK's and Docker's settings may say.
        }
    }

    /// <summary>Has the registry answer a request, whatever the answer is: somebody who takes connections may break
    /// each of them.</summary>
    /// <param name="registry">See <see cref="TryReachAsync"/>.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>Null when somebody answers, or when it is not known; else the reason in one line, after three
    /// attempts.</returns>
    public static async Task<string?> TryAnswerAsync(string registry, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = s_patience };
        var reason = "";
        foreach (var pause in s_pauses)
        {
            await Task.Delay(pause, cancellationToken);
            if (await TryAskAsync(client, $"https://{HostOf(registry)}/v2/", cancellationToken) is not { } broken
                || await TryAskAsync(client, $"http://{HostOf(registry)}/v2/", cancellationToken) is null)
                return null;
            reason = broken;
        }

        return reason;
    }

    // Null when there is an answer, or something else that shows that somebody is there, ex: a certificate.
    private static async Task<string?> TryAskAsync(
        HttpClient client, string address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(
                new Uri(address), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return null;
        }
        catch (HttpRequestException e) when (e.GetBaseException() is SocketException or IOException)
        {
            return HttpReason.Of(e);
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException
            || !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Docker Hub's registry has another name than images do.</summary>
    internal static string HostOf(string registry) =>
        registry is "docker.io" or "index.docker.io" ? "registry-1.docker.io" : registry;
}
