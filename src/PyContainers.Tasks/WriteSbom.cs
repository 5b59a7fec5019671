using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Writes the bill of materials of one platform's image.</summary>
public sealed class WriteSbom : PlatformTask
{
    /// <summary>The base's name.</summary>
    [Required]
    public string BaseImage { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "writing the SBOM";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new WriteSbomOptions(RuntimeIdentifier, BaseImage);
        new WriteSbomStage(State, options, BuildLog).Run(Cancellation);
        return Task.CompletedTask;
    }
}
