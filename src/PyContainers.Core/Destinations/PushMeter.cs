using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace PyContainers.Core.Destinations;

/// <summary>
/// Counts what this process uploads to one repository, and keeps what the registry says of manifests: the SDK tells
/// which layers it pushes, but not how much that was, and takes any 200 for a registry's answer. It listens to the
/// diagnostics of HttpClient, so it sees the SDK's requests without being part of them.
/// </summary>
public sealed class PushMeter : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Request = "System.Net.Http.HttpRequestOut";
    private const string RequestStart = Request + ".Start";
    private const string RequestStop = Request + ".Stop";

    private readonly string _registry;
    private readonly string _blobs;
    private readonly string _manifests;
    private readonly ConcurrentDictionary<string, bool> _stored = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Lock _gate = new();
    private long _bytes;
    private bool _disposed;

    /// <summary>What tells a counter from others of a build.</summary>
    /// <inheritdoc cref="PushMeter(string, string, long)"/>
    public static string NameOf(string registry, string repository) => $"{registry}/{repository}";

    /// <summary>Starts to count.</summary>
    /// <param name="registry">Host name and port, as in <c>ContainerRegistry</c>.</param>
    /// <param name="repository">The repository, as in <c>ContainerRepository</c>.</param>
    /// <param name="sent">Bytes of blobs that were sent before.</param>
    public PushMeter(string registry, string repository, long sent = 0)
    {
        _bytes = sent;
        _registry = RegistryProbe.HostOf(registry);
        _blobs = $"/v2/{repository}/blobs/";
        _manifests = $"/v2/{repository}/manifests/";
        Keep(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Bytes of blobs that were sent so far; a request that had to be repeated counts again.</summary>
    public long BytesSent => Interlocked.Read(ref _bytes);

    /// <summary>The digests of the manifests that the registry has answered to have stored.</summary>
    public IReadOnlyCollection<string> Stored => [.. _stored.Keys];

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
        // The first name decides whether there is an activity, the others whether its start and its end are told.
        if (value.Name == "HttpHandlerDiagnosticListener")
            Keep(value.Subscribe(this, (name, _, _) => name is Request or RequestStart or RequestStop));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RequestStart && Part<HttpRequestMessage>(value.Value, "Request") is { } request)
            Count(request);
        else if (value.Key == RequestStop && Part<HttpResponseMessage>(value.Value, "Response") is { } answer)
            Keep(answer);
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }

    void IObserver<DiagnosticListener>.OnError(Exception error) { }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }

    private void Count(HttpRequestMessage request)
    {
        if (request.Method.Method is "PUT" or "PATCH" or "POST"
            && IsBelow(request, _blobs)
            && request.Content?.Headers.ContentLength is { } length)
            Interlocked.Add(ref _bytes, length);
    }

    // Distribution specification, "Pushing Manifests": the header is optional, and only a registry knows the digest.
    private void Keep(HttpResponseMessage answer)
    {
        if (answer is { StatusCode: HttpStatusCode.Created, RequestMessage: { Method.Method: "PUT" } request }
            && IsBelow(request, _manifests)
            && answer.Headers.TryGetValues("Docker-Content-Digest", out var digests))
            _stored[digests.First()] = true;
    }

    private static T? Part<T>(object? payload, string name) where T : class =>
        payload?.GetType().GetProperty(name)?.GetValue(payload) as T;

    private bool IsBelow(HttpRequestMessage request, string path) =>
        request.RequestUri is { } uri && IsRegistry(uri)
        && uri.AbsolutePath.StartsWith(path, StringComparison.Ordinal);

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
