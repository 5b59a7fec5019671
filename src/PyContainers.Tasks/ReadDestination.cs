using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

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
        var options = new ReadDestinationOptions(Engine, OutputRegistry, OutputRepository, Tags, RuntimeIdentifiers);
        var reading = new ReadDestinationStage(options, () => Sdk().Read, () => Sdk().Blobs.HasAll).Run();
        BuildObjects.Keep(BuildEngine, StateFolder, reading);
        return Task.CompletedTask;
    }
}
