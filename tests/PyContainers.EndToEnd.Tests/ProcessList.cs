using System.Collections.Concurrent;

namespace PyContainers.EndToEnd.Tests;

/// <summary>What anybody on this machine sees of its processes, looked at again and again.</summary>
internal sealed class ProcessList : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;

    public ProcessList() => _looking = Task.Run(LookAsync);

    /// <summary>Every command line, its words with NUL between them.</summary>
    public IEnumerable<string> CommandLines => _seen.Keys;

    public void Dispose()
    {
        _stop.Cancel();
        _looking.Wait();
        _stop.Dispose();
    }

    private async Task LookAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(IsNumber))
            {
                try
                {
                    _seen.TryAdd(File.ReadAllText(Path.Combine(process, "cmdline")), true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // It has ended.
                }
            }

            await Task.Delay(s_pause);
        }
    }

    private static bool IsNumber(string path) => Path.GetFileName(path).All(char.IsAsciiDigit);
}
