using Microsoft.Build.Framework;
using PyContainers.Core.Oci;

namespace PyContainers.Tasks;

/// <summary>What the tasks share that have something to say about each platform's published image.</summary>
public abstract class PublishedTask : SdkTask
{
    /// <summary>The repository that was published to.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The images that are there, metadata <c>Configuration</c> and <c>ManifestDigest</c>.</summary>
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>Each platform that was published, with the digest of its image's manifest.</summary>
    private protected IEnumerable<(string RuntimeIdentifier, string Digest)> Published() =>
        from runtimeIdentifier in RuntimeIdentifiers
        let digest = DigestOf(runtimeIdentifier)
        where !string.IsNullOrEmpty(digest)
        select (runtimeIdentifier, digest);

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
