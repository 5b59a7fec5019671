using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Images;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Stages;

/// <summary>What is published to.</summary>
/// <param name="Engine">The command of the local engine, ex: <c>docker</c>; empty for a registry.</param>
/// <param name="Registry">The registry, or empty.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Tags">The tags.</param>
/// <param name="RuntimeIdentifiers">The image's platforms.</param>
public sealed record ReadDestinationOptions(
    string Engine, string Registry, string Repository, IReadOnlyList<string> Tags,
    IReadOnlyList<string> RuntimeIdentifiers);

/// <summary>Begins to read what the destination has already, and does not wait for it: <see cref="ServeImageStage"/>
/// does, when it knows what to compare it with.</summary>
/// <param name="options">The destination.</param>
/// <param name="read">Makes what reads images of a registry.</param>
/// <param name="has">Makes what asks it for layers: a registry may have lost one, and would never get it again.</param>
public sealed class ReadDestinationStage(ReadDestinationOptions options, Func<ReadImage> read, Func<HasLayers> has)
{
    /// <summary>Begins.</summary>
    public PublishedImages Run() => new(
        options.Registry.Length > 0 ? Registry(read(), has()) : LocalEngine, options.Tags, options.RuntimeIdentifiers);

    private ReadPublished Registry(ReadImage reading, HasLayers having) => (tag, runtimeIdentifier, cancellation) =>
    {
        var reference = new ImageReference(options.Registry, options.Repository, tag, "");
        var answer = reading(reference, runtimeIdentifier, cancellation);
        if (answer is { Image: null, IsMissing: false })
            CheckAnswers(cancellation);
        return answer.Image is { } image
            && image.Config.Label(InputHash.Label) is { } inputs
            && having(reference, image.Manifest.Layers.Select(layer => layer.Digest).Distinct(StringComparer.Ordinal),
                cancellation)
            ? new PublishedImage(inputs, image.Config.DiffIds, image.Config.EmptySteps) { Digest = image.Digest }
            : null;
    };

    // Who may push need not be allowed to pull. But where nobody answers, the push would find out after minutes.
    private void CheckAnswers(CancellationToken cancellation)
    {
        if (RegistryProbe.TryAnswerAsync(options.Registry, cancellation).GetAwaiter().GetResult() is { } reason)
            throw PublishErrors.RegistryUnreachable(options.Registry, reason);
    }

    // It has images of one platform only.
    private PublishedImage? LocalEngine(string tag, string runtimeIdentifier, CancellationToken cancellation)
    {
        var name = $"{options.Repository}:{tag}";
        return ContainerEngine.InspectAsync(options.Engine, name, InputHash.Label, cancellation)
            .GetAwaiter().GetResult() is { } found
            ? new PublishedImage(found.Label, found.Layers, EmptySteps: null)
            : null;
    }
}
