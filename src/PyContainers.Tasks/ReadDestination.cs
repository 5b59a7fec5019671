using Microsoft.Build.Framework;

namespace PyContainers.Tasks;

/// <summary>Begins to read what the destination has already, and does not wait for it: <see cref="ServeImage"/> does, when it knows what to compare it with.</summary>
public sealed class ReadDestination : SdkTask
{
    /// <summary>The repository published to.</summary>
    [Required]
    public string OutputRepository { get; set; } = "";

    /// <summary>The tags published under.</summary>
    [Required]
    public string[] Tags { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var sdk = Sdk();
        PublishedImages.Begin((IBuildEngine4)BuildEngine, StateFolder, (tag, runtimeIdentifier) => sdk.Read(new SdkImageReference(OutputRegistry, OutputRepository, tag, ""), runtimeIdentifier), Tags, RuntimeIdentifiers);
        return Task.CompletedTask;
    }
}
