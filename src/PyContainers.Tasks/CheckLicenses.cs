using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Refuses distributions whose licence the organisation does not allow.</summary>
public sealed class CheckLicenses : PlatformTask
{
    /// <summary><c>PyContainerAllowedLicenses</c>: a list whose entries are separated by semicolons.</summary>
    [Required]
    public string Allowed { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        new CheckLicensesStage(State, RuntimeIdentifier, MSBuildText.Lines(Allowed)).Run();
        return Task.CompletedTask;
    }
}
