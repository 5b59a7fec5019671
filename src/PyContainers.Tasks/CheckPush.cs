using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Asks the registry whether it has what was pushed.</summary>
public sealed class CheckPush : SdkTask
{
    /// <summary>The repository.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The images that were pushed, as the SDK's items <c>@(GeneratedContainer)</c>.</summary>
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>The index of several platforms' images as JSON; empty for one.</summary>
    public string Index { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var result = new PublishResult(SdkImages.Read(Images), Index);
        var push = BuildObjects.Find<PushMeter>(BuildEngine, PushMeter.NameOf(OutputRegistry, Repository));
        var options = new CheckPushOptions(OutputRegistry, Repository,
            [.. result.Images.Select(image => image.Digest).Append(result.Digest()).Distinct(StringComparer.Ordinal)])
        {
            Stored = push?.Stored ?? [],
        };
        return new CheckPushStage(options, () => Destination(Repository), BuildLog)
            .RunAsync(Cancellation);
    }
}
