using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Stage 10: one line about what was published and where.</summary>
public sealed class ReportImage : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

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

    /// <summary>The digest of each platform's image that it had; empty in a local engine.</summary>
    public string[] UnchangedDigests { get; set; } = [];

    /// <summary>The images that are there, as the SDK's items <c>@(GeneratedContainer)</c>.</summary>
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>The index of several platforms' images as JSON; empty for one.</summary>
    public string Index { get; set; } = "";

    /// <summary>The digest of what the tags name; empty when it is not known.</summary>
    [Output]
    public string Digest { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new ReportImageOptions(ProjectName, Registry, Repository, Tags, ArchivePath);
        var stage = new ReportImageStage(new BuildState(StateFolder), options);
        var result = new PublishResult(SdkImages.Read(Images), Index);
        Digest = result.Digest() is { Length: > 0 } digest ? digest
            : UnchangedDigests is [var only] ? only
            : "";
        var line = Unchanged ? stage.Unchanged(Digest) : stage.Published(result, Sent(result.Images.Count));
        Log.LogMessage(MessageImportance.High, "{0}", line);
        return Task.CompletedTask;
    }

    // The inner builds of several platforms may push from other processes, where nobody counts.
    private long? Sent(int images) =>
        images == 1 && Registry.Length > 0 && ArchivePath.Length == 0
            ? EndOfPush()
            : null;

    private long? EndOfPush()
    {
        using var meter = BuildObjects.Take<PushMeter>(BuildEngine, PushMeter.NameOf(Registry, Repository));
        return meter?.BytesSent;
    }
}
