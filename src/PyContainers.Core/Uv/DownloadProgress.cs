using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>Says how far a download is, from the moment on that somebody would ask: after a second.</summary>
internal sealed class DownloadProgress : IDisposable
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_then = TimeSpan.FromSeconds(5);

    private readonly Timer _timer;
    private long _received;
    private long _total;

    /// <summary>Begins to watch.</summary>
    /// <param name="what">What is downloaded, and from where.</param>
    /// <param name="onTerminal">Whether somebody watches; a log of a build server gets the lines at a lower
    /// level.</param>
    /// <param name="log">Gets the lines.</param>
    public DownloadProgress(string what, bool onTerminal, ILog log) =>
        _timer = new Timer(
            _ => (onTerminal ? log.Notice : (Action<string>)log.Step)($"downloading {what}: {Amount()}"),
            null,
            s_first,
            s_then);

    /// <summary>Takes down what has arrived.</summary>
    public void Report(long received, long? total)
    {
        Interlocked.Exchange(ref _received, received);
        Interlocked.Exchange(ref _total, total ?? 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private string Amount()
    {
        var (received, total) = (Interlocked.Read(ref _received), Interlocked.Read(ref _total));
        return received == 0 && total == 0
            ? "waiting for the server"
            : total == 0 ? $"{Megabytes.Of(received)} MB" : $"{Megabytes.Of(received)} of {Megabytes.Of(total)} MB";
    }
}
