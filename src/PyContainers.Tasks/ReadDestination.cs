using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;
using PyContainers.Core.Images;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Begins to read what the destination has already, and does not wait for it: <see cref="ServeImage"/> does,
/// when it knows what to compare it with.</summary>
public sealed class ReadDestination : SdkTask
{
    /// <summary>The command of the local engine that is published to, ex: <c>docker</c>; empty for a
    /// registry.</summary>
    public string Engine { get; set; } = "";

    /// <summary>The repository published to.</summary>
    [Required]
    public string OutputRepository { get; set; } = "";

    /// <summary>The tags published under.</summary>
    [Required]
    public string[] Tags { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        PublishedImages.Begin(
            (IBuildEngine4)BuildEngine,
            StateFolder,
            OutputRegistry.Length > 0 ? Registry(Sdk()) : LocalEngine,
            Tags,
            RuntimeIdentifiers
        );
        return Task.CompletedTask;
    }

    private Func<string, string, CancellationToken, PublishedImage?> Registry(SdkImage sdk) =>
        (tag, runtimeIdentifier, cancellation) =>
            sdk.Read(
                new SdkImageReference(OutputRegistry, OutputRepository, tag, ""),
                runtimeIdentifier,
                cancellation
            ).Image
                is { } image
            && image.Config.Label(InputHash.Label) is { } inputs
                ? new PublishedImage(inputs, image.Digest)
                : null;

    // It has images of one platform only.
    private PublishedImage? LocalEngine(string tag, string runtimeIdentifier, CancellationToken cancellation) =>
        ContainerEngine
            .LabelAsync(Engine, $"{OutputRepository}:{tag}", InputHash.Label, cancellation)
            .GetAwaiter()
            .GetResult()
            is { } inputs
            ? new PublishedImage(inputs, "")
            : null;
}
