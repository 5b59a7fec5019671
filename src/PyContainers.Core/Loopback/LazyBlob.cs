namespace PyContainers.Core.Loopback;

/// <summary>A blob that is fetched when it is first wanted.</summary>
#pragma warning disable CA1001 // The semaphore's wait handle is never asked for, so it holds nothing but memory.
internal sealed class LazyBlob(long size, Func<CancellationToken, Task<string?>> fetch) : StoredBlob
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _one = new(1);
    private string? _path;

    public override long Size => size;

    public override async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            // The file may be in a cache that somebody has emptied meanwhile.
            if (!File.Exists(_path))
                _path = await fetch(cancellationToken) ?? throw new IOException("it could not be fetched");
            return OpenFile(_path);
        }
        finally
        {
            _one.Release();
        }
    }
}
