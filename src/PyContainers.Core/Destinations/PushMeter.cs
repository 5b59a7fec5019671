using System.Diagnostics;

namespace PyContainers.Core.Destinations;

/// <summary>
/// Counts what this process uploads to one repository: the SDK tells which layers it pushes, but not how much that was.
/// It listens to the diagnostics of HttpClient, so it sees the SDK's requests without being part of them.
/// </summary>
public sealed class PushMeter : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Request = "System.Net.Http.HttpRequestOut";
    private const string RequestStart = Request + ".Start";

    private readonly string _registry;
    private readonly string _path;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Lock _gate = new();
    private long _bytes;
    private bool _disposed;

    /// <summary>Starts to count.</summary>
    /// <param name="registry">Host name and port, as in <c>ContainerRegistry</c>.</param>
    /// <param name="repository">The repository, as in <c>ContainerRepository</c>.</param>
    public PushMeter(string registry, string repository)
    {
        _registry = RegistryProbe.HostOf(registry);
        _path = $"/v2/{repository}/blobs/";
        Keep(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Bytes of blobs that were sent so far; a request that had to be repeated counts again.</summary>
    public long BytesSent => Interlocked.Read(ref _bytes);

    /// <summary>Stops counting.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _subscriptions.ForEach(s => s.Dispose());
            _subscriptions.Clear();
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        // Both names have to be wanted: the first decides whether there is an activity, the second whether its start is
        // told.
        if (value.Name == "HttpHandlerDiagnosticListener")
            Keep(value.Subscribe(this, (name, _, _) => name is Request or RequestStart));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (
            value.Key == RequestStart
            && value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is HttpRequestMessage request
        )
            Count(request);
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }

    void IObserver<DiagnosticListener>.OnError(Exception error) { }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }

    private void Count(HttpRequestMessage request)
    {
        if (request.Method.Method is "PUT" or "PATCH" or "POST"
            && request.RequestUri is { } uri
            && IsRegistry(uri)
            && uri.AbsolutePath.StartsWith(_path, StringComparison.Ordinal)
            && request.Content?.Headers.ContentLength is { } length)
            Interlocked.Add(ref _bytes, length);
    }

    // A Uri leaves out its scheme's own port, so the registry is compared in the same form.
    private bool IsRegistry(Uri uri) =>
        Uri.TryCreate($"{uri.Scheme}://{_registry}/", UriKind.Absolute, out var own)
        && string.Equals(own.Authority, uri.Authority, StringComparison.OrdinalIgnoreCase);

    private void Keep(IDisposable subscription)
    {
        lock (_gate)
        {
            if (_disposed)
                subscription.Dispose();
            else
                _subscriptions.Add(subscription);
        }
    }
}
