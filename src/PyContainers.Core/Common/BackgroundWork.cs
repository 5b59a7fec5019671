namespace PyContainers.Core.Common;

/// <summary>Work beside a build's other work. Whoever disposes of it ends it, and waits for that: the process may end
/// next, and the work has scratch folders to remove.</summary>
internal sealed class BackgroundWork<T> : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins it.</summary>
    /// <param name="work">The work, and what ends it.</param>
    public BackgroundWork(Func<CancellationToken, Task<T>> work)
    {
        var stop = _stop.Token;
        Result = Task.Run(() => work(stop), stop);
    }

    /// <summary>What comes of it.</summary>
    public Task<T> Result { get; }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        if (((IAsyncResult)Result).AsyncWaitHandle.WaitOne(s_patience))
            _stop.Dispose();
    }
}
