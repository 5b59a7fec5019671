namespace PyContainers.Core.Destinations;

/// <summary>Asks whether a registry is there at all, before anything is built: the SDK's own push answers that with a stack trace.</summary>
public static class RegistryProbe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>Asks the registry for any answer; also a refusal is one, for whether credentials are good is the push's to find out.</summary>
    /// <param name="registry">Host name and port, as in <c>ContainerRegistry</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Null when it answers; else the reason in one line.</returns>
    public static async Task<string?> TryReachAsync(string registry, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = s_patience };
        var reason = await AskAsync(client, "https", registry, cancellationToken);
        // The SDK, too, tries https first everywhere and http only where it is told to or on this machine.
        return reason is null || !MayBePlain(registry) ? reason : await AskAsync(client, "http", registry, cancellationToken);
    }

    /// <summary>Docker Hub's registry has another name than images do.</summary>
    internal static string HostOf(string registry) => registry is "docker.io" or "index.docker.io" ? "registry-1.docker.io" : registry;

    private static async Task<string?> AskAsync(HttpClient client, string scheme, string registry, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate($"{scheme}://{HostOf(registry)}/v2/", UriKind.Absolute, out var uri))
            return "it is not a host name with an optional port";
        try
        {
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return null;
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError && scheme == "https" && !MayBePlain(registry))
        {
            return null; // somebody answers; whether without TLS is right, Docker's own settings may say
        }
        catch (HttpRequestException e)
        {
            return OneLine(e.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"it did not answer within {s_patience.TotalSeconds} seconds";
        }
    }

    private static bool MayBePlain(string registry)
    {
        string[] local = ["localhost:", "127.0.0.1:", "[::1]:"];
        var named = Environment.GetEnvironmentVariable("DOTNET_CONTAINER_INSECURE_REGISTRIES") ?? "";
        return local.Any(prefix => registry.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || named.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Contains(registry, StringComparer.OrdinalIgnoreCase);
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');
}
