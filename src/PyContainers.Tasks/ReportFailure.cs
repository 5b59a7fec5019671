using System.Runtime.ExceptionServices;
using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;
using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>
/// After a push that failed: why a layer could not be had. The SDK asks the loopback registry for it, which knows the
/// reason and has nobody to tell; the SDK tells its user only that it failed. What was written of an archive is
/// removed.
/// </summary>
public sealed class ReportFailure : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The image's platforms.</summary>
    [Required]
    public string[] RuntimeIdentifiers { get; set; } = [];

    /// <summary>The registry that the SDK took the base from: the loopback registry, if the build came as
    /// far.</summary>
    public string Registry { get; set; } = "";

    /// <summary>Full path of the archive's file; empty when there is none.</summary>
    public string Archive { get; set; } = "";

    /// <summary>When that file was last written before this publish, as text.</summary>
    public string ArchiveBefore { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        if (Archive.Length > 0 && new ImageArchiveFile(Archive, ArchiveBefore).RemoveIfBegun())
            Log.LogMessage(MessageImportance.High, "{0}", $"removed '{Archive}', which was not completed");
        LayerReason();
        return Task.CompletedTask;
    }

    private void LayerReason()
    {
        if (
            BuildObjects.Find<LoopbackRegistry>(BuildEngine) is not { } registry
            || registry.Address != Registry
        )
            return;
        // The server is the node's: another project's layers are that project's to report.
        var state = new BuildState(StateFolder);
        var layers = RuntimeIdentifiers.SelectMany(platform => Manifest.Load(state.For(platform).Manifest).Layers);
        var reasons = layers.Select(layer => registry.Failures.GetValueOrDefault(layer.Digest));
        if (reasons.FirstOrDefault(reason => reason is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }
}
