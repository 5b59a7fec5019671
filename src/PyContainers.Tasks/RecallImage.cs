using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Gives the results of <c>PublishContainer</c> for an image that was there already.</summary>
public sealed class RecallImage : SdkTask
{
    /// <summary>The repository.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The tags.</summary>
    [Required]
    public string[] Tags { get; set; } = [];

    /// <summary>The digest of each platform's image; empty where a local engine has it.</summary>
    public string[] Digests { get; set; } = [];

    /// <summary>The images, as the SDK's items <c>@(GeneratedContainer)</c>; none when nobody tells.</summary>
    [Output]
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>The index of several platforms' images as JSON; empty for one.</summary>
    [Output]
    public string Index { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var options = new RecallImageOptions(RuntimeIdentifiers, Tags[0], Digests);
        var result = await new RecallImageStage(
                new BuildState(StateFolder), options, () => Destination(Repository),
                BuildLog)
            .RunAsync(Cancellation).ConfigureAwait(false);
        Images = [.. (result?.Images ?? []).Select(SdkImages.Of)];
        Index = result?.Index ?? "";
    }
}
