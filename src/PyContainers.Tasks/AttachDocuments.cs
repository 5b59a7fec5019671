using PyContainers.Core.Destinations;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Attaches what was written about each platform's image to it in the registry.</summary>
public sealed class AttachDocuments : PublishedTask
{
    /// <summary>Whether there is a provenance besides the bill of materials.</summary>
    public bool Provenance { get; set; }

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        foreach (var (runtimeIdentifier, digest) in Published())
        {
            var platform = new BuildState(StateFolder).For(runtimeIdentifier);
            var stage = new AttachDocumentStage(
                new AttachDocumentOptions(OutputRegistry, Repository, digest), Client, BuildLog);
            await stage.RunAsync(AttachedDocument.Sbom(platform), Cancellation).ConfigureAwait(false);
            if (Provenance)
                await stage.RunAsync(AttachedDocument.Provenance(platform), Cancellation).ConfigureAwait(false);
        }
    }

    private Referrers Client() => new(Destination(Repository));
}
