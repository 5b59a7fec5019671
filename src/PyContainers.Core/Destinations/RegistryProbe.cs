using System.Net.Sockets;
using PyContainers.Core.Common;

namespace PyContainers.Core.Destinations;

/// <summary>Asks whether a registry is there at all, before anything is built: the SDK's own push answers that with a
/// stack trace.</summary>
public static class RegistryProbe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

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

    /// <summary>Docker Hub's registry has another name than images do.</summary>
    internal static string HostOf(string registry) =>
        registry is "docker.io" or "index.docker.io" ? "registry-1.docker.io" : registry;
}
