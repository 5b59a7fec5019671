using Microsoft.Build.Framework;

namespace PyContainers.Tasks;

/// <summary>An image that the destination has.</summary>
/// <param name="Inputs">What its label says that it is made from.</param>
/// <param name="Digest">Its digest; empty in a local engine.</param>
internal sealed record PublishedImage(string Inputs, string Digest);

/// <summary>What the destination has under each tag for each platform. Read beside the build's other work: the answer
/// takes as long as all small stages together.</summary>
internal sealed class PublishedImages : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<List<(string RuntimeIdentifier, PublishedImage Image)>?> _reading;

    private PublishedImages(Func<CancellationToken, List<(string, PublishedImage)>?> read)
    {
        var stop = _stop.Token;
        _reading = Task.Run(() => read(stop), stop);
    }

    /// <summary>Begins to read.</summary>
    /// <param name="engine">Keeps what is read until the build ends.</param>
    /// <param name="project">Names the project in this build; its state's folder.</param>
    /// <param name="read">Reads what a tag names for a platform; null when that is nothing of ours.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="runtimeIdentifiers">The platforms.</param>
    public static void Begin(
        IBuildEngine4 engine,
        string project,
        Func<string, string, CancellationToken, PublishedImage?> read,
        IReadOnlyList<string> tags,
        IReadOnlyList<string> runtimeIdentifiers
    ) =>
        engine.RegisterTaskObject(
            Key(project),
            new PublishedImages(stop => Read(read, tags, runtimeIdentifiers, stop)),
            RegisteredTaskObjectLifetime.Build,
            allowEarlyCollection: false
        );

    /// <summary>The digest of the image that is there already under every tag, or null when something is to be pushed,
    /// or when nobody began to read.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="project">As above.</param>
    /// <param name="inputs">The expected hash for each platform.</param>
    /// <param name="cancellation">Ends the waiting, and the reading with it.</param>
    public static string? Find(
        IBuildEngine4 engine,
        string project,
        IReadOnlyDictionary<string, string> inputs,
        CancellationToken cancellation
    )
    {
        if (
            engine.UnregisterTaskObject(Key(project), RegisteredTaskObjectLifetime.Build)
            is not PublishedImages published
        )
            return null;
        using var ended = published;
        var images = published._reading.WaitAsync(cancellation).GetAwaiter().GetResult();
        return images is [.., var last] && images.TrueForAll(one => one.Image.Inputs == inputs[one.RuntimeIdentifier])
            ? last.Image.Digest
            : null;
    }

    /// <summary>Ends the reading: MSBuild calls it when a build ends early, and the process, which may end next, has
    /// scratch folders to remove.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        if (((IAsyncResult)_reading).AsyncWaitHandle.WaitOne(s_patience))
            _stop.Dispose();
    }

    // Null when one is missing: then the others do not matter.
    private static List<(string, PublishedImage)>? Read(
        Func<string, string, CancellationToken, PublishedImage?> read,
        IReadOnlyList<string> tags,
        IReadOnlyList<string> runtimeIdentifiers,
        CancellationToken stop
    )
    {
        var images = new List<(string, PublishedImage)>();
        foreach (
            var (tag, runtimeIdentifier) in tags.SelectMany(tag =>
                runtimeIdentifiers.Select(runtimeIdentifier => (tag, runtimeIdentifier))
            )
        )
        {
            if (read(tag, runtimeIdentifier, stop) is not { } image)
                return null;
            images.Add((runtimeIdentifier, image));
        }

        return images;
    }

    private static (string Name, string Project) Key(string project) => ("PyContainers.PublishedImages", project);
}
