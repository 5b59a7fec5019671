using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Warns of misspelled properties, items and metadata.</summary>
public sealed class CheckNames : PyContainerTask
{
    /// <summary>The package's folder of targets.</summary>
    [Required]
    public string PackageFolder { get; set; } = "";

    /// <summary>Full paths of the MSBuild files that users write, besides the project file.</summary>
    public string[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        new NamesCheck(() => SettingNames.In(PackageFolder), BuildLog)
            .Run([ProjectFile, .. Files], GlobalProperties.Keys);
        return Task.CompletedTask;
    }
}
