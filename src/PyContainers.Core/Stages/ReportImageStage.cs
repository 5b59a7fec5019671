using System.Globalization;
using PyContainers.Core.Destinations;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Stages;

/// <summary>Where an image was published.</summary>
/// <param name="ProjectName">The project's name.</param>
/// <param name="Registry">The registry, or empty.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Tags">The tags.</param>
/// <param name="ArchivePath">The archive, or empty.</param>
public sealed record ReportImageOptions(
    string ProjectName, string Registry, string Repository, IReadOnlyList<string> Tags, string ArchivePath);

/// <summary>Tells in one line what was published and where, and writes down what an unchanged publish is asked
/// for.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">Where it was published.</param>
public sealed class ReportImageStage(BuildState state, ReportImageOptions options)
{
    /// <summary>The line about an image that was sent.</summary>
    /// <param name="result">What was made.</param>
    /// <param name="sent">How many bytes went to the registry; null when nobody counted.</param>
    public string Published(PublishResult result, long? sent)
    {
        if (options.ArchivePath.Length == 0)
            state.Published.Write(result);
        var layers = result.Images.SelectMany(image => Manifest.Parse(image.Manifest).Layers)
            .Select(layer => (layer.Digest, layer.Size)).Distinct().ToList();
        var size = Megabytes(layers.Sum(layer => layer.Size));
        var travelled = sent is { } bytes ? $", {Megabytes(bytes)} MB sent" : "";
        var destination = options.ArchivePath.Length > 0 ? options.ArchivePath : Name(result.Digest());
        return $"{options.ProjectName} -> {destination} ({layers.Count} layers, {size} MB{travelled})";
    }

    /// <summary>The line about an image that the destination had.</summary>
    /// <param name="digest">The digest of what the tags name; empty when it is not known.</param>
    public string Unchanged(string digest) =>
        $"{options.ProjectName} -> {Name(digest)} (unchanged, nothing sent)";

    // An engine names images by other digests.
    private string Name(string digest) =>
        $"{(options.Registry.Length > 0 ? options.Registry + "/" : "")}{options.Repository}"
        + $":{string.Join(',', options.Tags)}"
        + (digest.Length > 0 && options.Registry.Length > 0 ? "@" + digest : "");

    // Two significant places for small numbers: a changed line moves kilobytes.
    private static string Megabytes(long bytes) =>
        (bytes / 1e6).ToString(bytes < 1_000_000 ? "0.000" : "0.0", CultureInfo.InvariantCulture);
}
