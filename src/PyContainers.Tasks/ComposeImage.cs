using Microsoft.Build.Framework;
using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Images;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

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
        var image = OciImage.Load(Platform.Base);
        var layers = WrittenLayers.Load(Platform.Layers);
        var settings = Settings(image, layers);
        if (FoundDependencies.Load(Platform.Found) is { } found && GenerateLabels)
            settings = WithLabel(
                settings,
                DependencyRecord.Label,
                DependencyRecord.Of(found.Key, layers.Layers).ToLabel()
            );
        var composed = ImageComposer.Compose(image, settings);
        var inputs = InputHash.Of(composed, SdkSettings, PublishFolder);
        if (GenerateLabels)
            composed = ImageComposer.Compose(image, WithLabel(settings, InputHash.Label, inputs));
        composed.Manifest.Save(Platform.Manifest);
        composed.Config.Save(Platform.Config);
        AtomicFile.WriteIfDifferent(Platform.Inputs, inputs);
        return Task.CompletedTask;
    }

    private static ImageSettings WithLabel(ImageSettings settings, string name, string value) =>
        settings with
        {
            Labels = [.. settings.Labels, new(name, value)],
        };

    private ImageSettings Settings(OciImage image, WrittenLayers layers)
    {
        var start = StartCommand.Load(Platform.Start);
        var project = DescribeProject ? ProjectInfo.Load(State.Project) : null;
        var environment = new List<KeyValuePair<string, string>>
        {
            new("VIRTUAL_ENV", EnvironmentPath),
            new("PYTHONUNBUFFERED", "1"),
            new("PYTHONDONTWRITEBYTECODE", "1"),
        };
        if (start.Port is { } port)
            environment.Add(new("PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        environment.AddRange(start.Variables ?? []);
        if (File.ReadAllText(Platform.CertificateBundle) is { Length: > 0 } bundle)
            environment.Add(new("SSL_CERT_FILE", bundle));
        return new ImageSettings
        {
            Layers = [.. layers.Layers.Select(layer => new ImageLayer(layer.Blob, $"PyContainers: {layer.Name}"))],
            PathPrefix = layers.Layers.Any(layer => layer.Kind == LayerKind.Tools)
                ? [EnvironmentPath + "/bin", ToolsLayer.Bin]
                : [EnvironmentPath + "/bin"],
            Environment = [.. environment, .. EnvironmentVariables.Select(Pair)],
            Labels =
            [
                .. GenerateLabels ? ImageLabels.Of(Describe(project, layers), BaseImage, image.Digest, Revision) : [],
                .. Health(),
                .. Labels.Select(Pair),
            ],
            Entrypoint = SetEntrypoint ? start.Arguments : [],
            ExposedPorts =
            [
                .. new[] { HasPorts ? null : start.Port, SetEntrypoint ? start.DebugPort : null }.OfType<int>(),
            ],
            User = User,
            Created = LayerTime.Default,
        };
    }

    private static ImageDescription Describe(ProjectInfo? project, WrittenLayers layers)
    {
        var said = project?.Description;
        return new(project?.Name, Version(project, layers), said?.Summary, said?.License, said?.Url, said?.Source);
    }

    // A version that the build backend computes is known only now.
    private static string? Version(ProjectInfo? project, WrittenLayers layers) =>
        project is null ? null : project.Version ?? layers.VersionOf(PackageName.Normalise(project.Name));

    // Asked for by the user, so it does not count as generated.
    private KeyValuePair<string, string>[] Health() =>
        HealthCommand.Length > 0 ? [new(ImageLabels.Health, ImageLabels.Json(HealthCommand))] : [];

    private static KeyValuePair<string, string> Pair(ITaskItem item) => new(item.ItemSpec, item.GetMetadata("Value"));
}
