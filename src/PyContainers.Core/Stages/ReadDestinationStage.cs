using PyContainers.Core.Destinations;
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
public sealed class ReadDestinationStage(ReadDestinationOptions options, Func<ReadImage> read)
{
    /// <summary>Begins.</summary>
    public PublishedImages Run() =>
        new(options.Registry.Length > 0 ? Registry(read()) : LocalEngine, options.Tags, options.RuntimeIdentifiers);

    private ReadPublished Registry(ReadImage reading) => (tag, runtimeIdentifier, cancellation) =>
    {
        var reference = new ImageReference(options.Registry, options.Repository, tag, "");
        return reading(reference, runtimeIdentifier, cancellation).Image is { } image
            && image.Config.Label(InputHash.Label) is { } inputs
            ? new PublishedImage(inputs, image.Digest)
            : null;
    };

    // It has images of one platform only.
    private PublishedImage? LocalEngine(string tag, string runtimeIdentifier, CancellationToken cancellation)
    {
        var name = $"{options.Repository}:{tag}";
        return ContainerEngine.LabelAsync(options.Engine, name, InputHash.Label, cancellation).GetAwaiter().GetResult()
            is { } inputs
            ? new PublishedImage(inputs, "")
            : null;
    }
}
