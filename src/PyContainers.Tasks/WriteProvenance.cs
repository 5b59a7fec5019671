using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Writes what each platform's image was made from and by what.</summary>
public sealed class WriteProvenance : PublishedTask
{
    /// <summary><c>PyContainerBuilderId</c>.</summary>
    [Required]
    public string BuilderId { get; set; } = "";

    /// <summary>The base's name.</summary>
    [Required]
    public string BaseImage { get; set; } = "";

    /// <summary>Version of the .NET SDK that runs.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary>The root of the repository; nothing outside one.</summary>
    public ITaskItem? SourceRoot { get; set; }

    /// <summary>Where the repository comes from.</summary>
    public string SourceUrl { get; set; } = "";

    /// <summary>The commit that is checked out.</summary>
    public string SourceRevision { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var image = OutputRegistry.Length > 0 ? $"{OutputRegistry}/{Repository}" : Repository;
        foreach (var (runtimeIdentifier, digest) in Published())
        {
            var options = new WriteProvenanceOptions(runtimeIdentifier, image, digest, BuilderId, ProjectFile)
            {
                BaseImage = BaseImage,
                SdkVersion = SdkVersion,
                SourceRoot = SourceRoot?.ItemSpec ?? "",
                SourceUrl = SourceUrl,
                SourceRevision = SourceRevision,
                GlobalProperties = GlobalProperties,
            };
            new WriteProvenanceStage(new BuildState(StateFolder), options, BuildLog).Run();
        }

        return Task.CompletedTask;
    }
}
