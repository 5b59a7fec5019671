using System.Diagnostics;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Asks a server that starts in a process which tells nobody when it is ready.</summary>
internal static class StartingServer
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5), s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Starts a server, asks it, and stops it as a terminal or a build server does.</summary>
    /// <param name="start">Starts it, with its output redirected.</param>
    /// <param name="url">What is asked for.</param>
    /// <returns>The reply, and all that the server said.</returns>
    public static async Task<(string Reply, string Output)> RunAsync(ProcessStartInfo start, string url)
    {
        using var run = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var output = Task.WhenAll(
            run.StandardOutput.ReadToEndAsync(cancellation), run.StandardError.ReadToEndAsync(cancellation));
        string reply;
        try
        {
            reply = Get(url, () => !run.HasExited, () => $"of {start.FileName} {string.Join(' ', start.ArgumentList)}");
            Tool.Run("kill", "-TERM", $"{run.Id}");
            await run.WaitForExitAsync(cancellation);
        }
        finally
        {
            run.Kill(entireProcessTree: true);
        }

        return (reply, string.Concat(await output));
    }

    /// <summary>The reply, however long a busy machine takes to start it.</summary>
    /// <param name="url">What is asked for.</param>
    /// <param name="runs">Whether the server is still there: one that ended will not answer.</param>
    /// <param name="logs">What the failure tells of it.</param>
    public static string Get(string url, Func<bool> runs, Func<string> logs)
    {
        using var answer = Ask(url, validator: null, runs, logs);
        return answer.IsSuccessStatusCode
            ? answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
            : throw new InvalidOperationException($"{url}: {answer.StatusCode}\n{logs()}");
    }

    /// <summary>The answer, whatever it is.</summary>
    /// <param name="url">What is asked for.</param>
    /// <param name="validator">What a browser kept of an earlier answer (RFC 9110, ETag), or null.</param>
    /// <param name="runs">Whether the server is still there: one that ended will not answer.</param>
    /// <param name="logs">What the failure tells of it.</param>
    public static HttpResponseMessage Ask(string url, string? validator, Func<bool> runs, Func<string> logs)
    {
        var watch = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (validator is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", validator);
            try
            {
                return s_client.SendAsync(request).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                if (watch.Elapsed > s_limit || (attempt % 10 == 0 && !runs()))
                    throw new InvalidOperationException($"{url}: {e.Message}\n{logs()}", e);
                Thread.Sleep(s_pause);
            }
        }
    }

    /// <summary>Waits until something is seen of a program.</summary>
    /// <param name="seen">Whether it is.</param>
    /// <param name="runs">Whether the program is still there: one that ended shows nothing more.</param>
    /// <param name="logs">What the failure tells of it.</param>
    public static void Until(Func<bool> seen, Func<bool> runs, Func<string> logs)
    {
        var watch = Stopwatch.StartNew();
        while (!seen())
        {
            // Asked again: it may have been seen just before the program ended.
            if (watch.Elapsed > s_limit || (!runs() && !seen()))
                throw new InvalidOperationException($"The program did not come so far:\n{logs()}");
            Thread.Sleep(s_pause);
        }
    }
}
