using System.Diagnostics;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Asks a server that starts in a process which tells nobody when it is ready.</summary>
internal static class StartingServer
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5), s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The reply, however long a busy machine takes to start it.</summary>
    /// <param name="url">What is asked for.</param>
    /// <param name="runs">Whether the server is still there: one that ended will not answer.</param>
    /// <param name="logs">What the failure tells of it.</param>
    public static string Get(string url, Func<bool> runs, Func<string> logs)
    {
        var watch = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return s_client.GetStringAsync(new Uri(url)).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                var answered = e is HttpRequestException { StatusCode: not null };
                if (answered || watch.Elapsed > s_limit || (attempt % 10 == 0 && !runs()))
                    throw new InvalidOperationException($"{url}: {e.Message}\n{logs()}", e);
                Thread.Sleep(s_pause);
            }
        }
    }
}
