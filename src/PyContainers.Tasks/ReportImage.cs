using System.Globalization;
using Microsoft.Build.Framework;
using PyContainers.Core.Oci;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Stage 10: one line about what was published and where.</summary>
public sealed class ReportImage : PyContainerTask
{
    /// <summary>The project's name.</summary>
    [Required]
    public string ProjectName { get; set; } = "";

    /// <summary>The registry, or empty.</summary>
    public string Registry { get; set; } = "";

    /// <summary>The repository.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The tags.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>The archive, or empty.</summary>
    public string ArchivePath { get; set; } = "";

    /// <summary>Whether the destination had the image already.</summary>
    public bool Unchanged { get; set; }

    /// <summary>The digest of an image that it had; empty in a local engine, and for several platforms.</summary>
    public string UnchangedDigest { get; set; } = "";

    /// <summary>The images that were published, metadata <c>Manifest</c> and <c>ManifestDigest</c>.</summary>
    public ITaskItem[] Images { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        if (Unchanged)
        {
            Log.LogMessage(
                MessageImportance.High,
                "{0} -> {1} (unchanged, nothing sent)",
                ProjectName,
                Name(UnchangedDigest)
            );
            return Task.CompletedTask;
        }

        // The SDK returns an image twice where PublishContainer calls the target that makes it.
        var images = Images.DistinctBy(image => image.GetMetadata("ManifestDigest"), StringComparer.Ordinal).ToList();
        var layers = images.SelectMany(image => Manifest.Parse(image.GetMetadata("Manifest")).Layers)
            .Select(layer => (layer.Digest, layer.Size)).Distinct().ToList();
        // The inner builds of several platforms may push from other processes, where nobody counts.
        var sent =
            images.Count == 1 && Registry.Length > 0 && ArchivePath.Length == 0
                ? PushMeters.End((IBuildEngine4)BuildEngine, Registry, Repository)
                : null;
        var numbers =
            $"{layers.Count} layers, {Megabytes(layers.Sum(layer => layer.Size))} "
                + $"MB{(sent is { } bytes ? $", {Megabytes(bytes)} MB sent" : "")}";
        Log.LogMessage(MessageImportance.High, "{0} -> {1} ({2})", ProjectName, Destination(images), numbers);
        return Task.CompletedTask;
    }

    private string Destination(List<ITaskItem> images)
    {
        if (ArchivePath.Length > 0)
            return ArchivePath;
        return Name(Registry.Length > 0 && images is [var only] ? only.GetMetadata("ManifestDigest") : "");
    }

    private string Name(string digest) =>
        $"{(Registry.Length > 0 ? Registry + "/" : "")}{Repository}:{string.Join(',', Tags)}"
        + (digest.Length > 0 ? "@" + digest : "");

    // Two significant places for small numbers: a changed line moves kilobytes.
    private static string Megabytes(long bytes) =>
        (bytes / 1e6).ToString(bytes < 1_000_000 ? "0.000" : "0.0", CultureInfo.InvariantCulture);
}
