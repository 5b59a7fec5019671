using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Attaches the bill of materials to each platform's image in the registry.</summary>
public sealed class AttachSbom : SdkTask
{
    /// <summary>The repository that was published to.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The images that are there, metadata <c>Configuration</c> and <c>ManifestDigest</c>.</summary>
    public ITaskItem[] Images { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        foreach (var runtimeIdentifier in RuntimeIdentifiers)
        {
            if (DigestOf(runtimeIdentifier) is not { Length: > 0 } digest)
                continue;
            var options = new AttachSbomOptions(runtimeIdentifier, OutputRegistry, Repository, digest);
            await new AttachSbomStage(new BuildState(StateFolder), options, Client, BuildLog)
                .RunAsync(Cancellation).ConfigureAwait(false);
        }
    }

    private Referrers Client() => new(Destination(Repository));

    // Of several platforms' images the config says whose it is.
    private string? DigestOf(string runtimeIdentifier)
    {
        var platform = $"linux/{Platform.Of(runtimeIdentifier).OciArchitecture}";
        return Images.Where(image => RuntimeIdentifiers.Length == 1
                || ImageConfig.Parse(image.GetMetadata("Configuration")).Platform
                    .StartsWith(platform, StringComparison.Ordinal))
            .Select(image => image.GetMetadata("ManifestDigest")).FirstOrDefault();
    }
}
