using System.Text.Json.Nodes;
using Microsoft.Build.Framework;

namespace PyContainers.Tasks;

/// <summary>What the destination has under each tag for each platform. Read beside the build's other work: the answer takes as long as all small stages together.</summary>
internal sealed class PublishedImages
{
    private readonly Task<List<PublishedImage>?> _reading;

    private PublishedImages(Func<List<PublishedImage>?> read) => _reading = Task.Run(read);

    /// <summary>Begins to read.</summary>
    /// <param name="engine">Keeps what is read until the build ends.</param>
    /// <param name="project">Names the project in this build; its state's folder.</param>
    /// <param name="read">Reads what a tag names for a platform.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="runtimeIdentifiers">The platforms.</param>
    public static void Begin(IBuildEngine4 engine, string project, Func<string, string, SdkImageResult> read, IReadOnlyList<string> tags, IReadOnlyList<string> runtimeIdentifiers) =>
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
        return images is [.., var last] && images.TrueForAll(image => image.Inputs == inputs[image.RuntimeIdentifier]) ? last.Digest : null;
    }

    // Null when one is missing: then the others do not matter.
    private static List<PublishedImage>? Read(Func<string, string, SdkImageResult> read, IReadOnlyList<string> tags, IReadOnlyList<string> runtimeIdentifiers)
    {
        var images = new List<PublishedImage>();
        foreach (var (tag, runtimeIdentifier) in tags.SelectMany(tag => runtimeIdentifiers.Select(runtimeIdentifier => (tag, runtimeIdentifier))))
        {
            var there = read(tag, runtimeIdentifier);
            if (!there.Succeeded || InputsIn(there.Configuration) is not { } inputs)
                return null;
            images.Add(new PublishedImage(runtimeIdentifier, inputs, there.BaseDigest));
        }

        return images;
    }

    private static string? InputsIn(string configuration) =>
        (string?)JsonNode.Parse(configuration)?["config"]?["Labels"]?[InputHash.Label];

    private static (string Name, string Project) Key(string project) => ("PyContainers.PublishedImages", project);

    private sealed record PublishedImage(string RuntimeIdentifier, string Inputs, string Digest);
}
