using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PyContainers.Core.Destinations;

namespace PyContainers.Tasks.Sdk;

/// <summary>The items in which the SDK tells what it has published, <c>@(GeneratedContainer)</c>.</summary>
internal static class SdkImages
{
    private const string Name = "GeneratedContainer";

    /// <summary>Reads them. The SDK returns an image twice where <c>PublishContainer</c> calls the target that makes
    /// it.</summary>
    public static List<ImageDocuments> Read(IEnumerable<ITaskItem> items) =>
    [
        .. items.Select(item => new ImageDocuments(
                item.GetMetadata("ManifestDigest"), item.GetMetadata("ManifestMediaType"),
                item.GetMetadata("Manifest"), item.GetMetadata("Configuration")))
            .DistinctBy(image => image.Digest, StringComparer.Ordinal),
    ];

    /// <summary>Makes one.</summary>
    public static ITaskItem Of(ImageDocuments image)
    {
        var item = new TaskItem(Name);
        ITaskItem2 literal = item; // JSON may have what MSBuild reads as an escape
        literal.SetMetadataValueLiteral("Manifest", image.Manifest);
        literal.SetMetadataValueLiteral("Configuration", image.Config);
        literal.SetMetadataValueLiteral("ManifestDigest", image.Digest);
        literal.SetMetadataValueLiteral("ManifestMediaType", image.MediaType);
        return item;
    }
}
