using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Stage 8: composes "real base + our layers" for one platform.</summary>
public sealed class ComposeImage : PlatformTask
{
    /// <summary>The base's name for the label.</summary>
    [Required]
    public string BaseImage { get; set; } = "";

    /// <summary>The environment's path in the image: its <c>bin</c> comes first on PATH.</summary>
    [Required]
    public string EnvironmentPath { get; set; } = "";

    /// <summary>The interpreter's path in the image where the application embeds Python; else empty.</summary>
    public string EmbeddedInterpreter { get; set; } = "";

    /// <summary>Whether the image starts with the inferred command.</summary>
    public bool SetEntrypoint { get; set; }

    /// <summary>The user, <c>uid:gid</c>.</summary>
    [Required]
    public string User { get; set; } = "";

    /// <summary>The user's variables, metadata <c>Value</c>.</summary>
    public ITaskItem[] EnvironmentVariables { get; set; } = [];

    /// <summary>Labels, metadata <c>Value</c>; those of the project and the base are added unless they are
    /// here.</summary>
    public ITaskItem[] Labels { get; set; } = [];

    /// <summary>The health command in exec form, or empty.</summary>
    public string[] HealthCommand { get; set; } = [];

    /// <summary>Whether labels are wanted.</summary>
    public bool GenerateLabels { get; set; } = true;

    /// <summary>Whether the image is the Python project's; in a C# application's the SDK's labels describe
    /// that.</summary>
    public bool DescribeProject { get; set; } = true;

    /// <summary>The commit, or empty.</summary>
    public string Revision { get; set; } = "";

    /// <summary>Whether the user names ports: then none is inferred.</summary>
    public bool HasPorts { get; set; }

    /// <summary>What the SDK is told beside the base: the entry point, ports, folder and format.</summary>
    public string SdkSettings { get; set; } = "";

    /// <summary>The folder of which the SDK makes its own layer.</summary>
    public string PublishFolder { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new ComposeImageOptions
        {
            RuntimeIdentifier = RuntimeIdentifier,
            BaseImage = BaseImage,
            EnvironmentPath = EnvironmentPath,
            EmbeddedInterpreter = EmbeddedInterpreter,
            SetEntrypoint = SetEntrypoint,
            User = User,
            EnvironmentVariables = MSBuildText.Pairs(EnvironmentVariables),
            Labels = MSBuildText.Pairs(Labels),
            HealthCommand = HealthCommand,
            GenerateLabels = GenerateLabels,
            DescribeProject = DescribeProject,
            Revision = Revision,
            HasPorts = HasPorts,
            SdkSettings = SdkSettings,
            PublishFolder = PublishFolder,
        };
        new ComposeImageStage(State, options).Run();
        return Task.CompletedTask;
    }
}
