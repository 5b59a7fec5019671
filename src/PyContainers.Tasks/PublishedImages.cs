using Microsoft.Build.Framework;

namespace PyContainers.Tasks;

/// <summary>An image that the destination has.</summary>
/// <param name="Inputs">What its label says that it is made from.</param>
/// <param name="Digest">Its digest; empty in a local engine.</param>
internal sealed record PublishedImage(string Inputs, string Digest);

/// <summary>What the destination has under each tag for each platform. Read beside the build's other work: the answer takes as long as all small stages together.</summary>
internal sealed class PublishedImages
{
    private readonly Task<List<(string RuntimeIdentifier, PublishedImage Image)>?> _reading;

    private PublishedImages(Func<List<(string, PublishedImage)>?> read) => _reading = Task.Run(read);

    /// <summary>Begins to read.</summary>
    /// <param name="engine">Keeps what is read until the build ends.</param>
    /// <param name="project">Names the project in this build; its state's folder.</param>
    /// <param name="read">Reads what a tag names for a platform; null when that is nothing of ours.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="runtimeIdentifiers">The platforms.</param>
    public static void Begin(IBuildEngine4 engine, string project, Func<string, string, PublishedImage?> read, IReadOnlyList<string> tags, IReadOnlyList<string> runtimeIdentifiers) =>
        engine.RegisterTaskObject(Key(project), new PublishedImages(() => Read(read, tags, runtimeIdentifiers)), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);

    /// <summary>The digest of the image that is there already under every tag, or null when something is to be pushed, or when nobody began to read.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="project">As above.</param>
    /// <param name="inputs">The expected hash for each platform.</param>
    public static string? Find(IBuildEngine4 engine, string project, IReadOnlyDictionary<string, string> inputs)
    {
        if (engine.UnregisterTaskObject(Key(project), RegisteredTaskObjectLifetime.Build) is not PublishedImages published)
            return null;
        var images = published._reading.GetAwaiter().GetResult();
        return images is [.., var last] && images.TrueForAll(one => one.Image.Inputs == inputs[one.RuntimeIdentifier]) ? last.Image.Digest : null;
    }

    // Null when one is missing: then the others do not matter.
    private static List<(string, PublishedImage)>? Read(Func<string, string, PublishedImage?> read, IReadOnlyList<string> tags, IReadOnlyList<string> runtimeIdentifiers)
    {
        var images = new List<(string, PublishedImage)>();
        foreach (var (tag, runtimeIdentifier) in tags.SelectMany(tag => runtimeIdentifiers.Select(runtimeIdentifier => (tag, runtimeIdentifier))))
        {
            if (read(tag, runtimeIdentifier) is not { } image)
                return null;
            images.Add((runtimeIdentifier, image));
        }

        return images;
    }

    private static (string Name, string Project) Key(string project) => ("PyContainers.PublishedImages", project);
}
