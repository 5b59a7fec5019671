using Microsoft.Build.Framework;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Images;
using PyContainers.Core.Layers;
using PyContainers.Core.Loopback;
using PyContainers.Core.Projects;

namespace PyContainers.Tasks;

/// <summary>
/// Stages 8 and 9: composes "real base + our layers" and serves it on localhost for the rest of the build, as the base image of the SDK's
/// own <c>PublishContainer</c>. The base's layers are fetched only if somebody asks for them.
/// </summary>
public sealed class ServeImage : BaseImageTask
{
    /// <summary>The repository published to.</summary>
    public string OutputRepository { get; set; } = "";

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

    /// <summary>Labels, metadata <c>Value</c>; those of the project and the base are added unless they are here.</summary>
    public ITaskItem[] Labels { get; set; } = [];

    /// <summary>The health command in exec form, or empty.</summary>
    public string[] HealthCommand { get; set; } = [];

    /// <summary>Whether the image goes to an engine that would run a health check, if the SDK wrote one.</summary>
    public bool EngineWouldCheckHealth { get; set; }

    /// <summary>Whether labels are wanted.</summary>
    public bool GenerateLabels { get; set; } = true;

    /// <summary>Whether the image is the Python project's; in a C# application's the SDK's labels describe that.</summary>
    public bool DescribeProject { get; set; } = true;

    /// <summary>The commit, or empty.</summary>
    public string Revision { get; set; } = "";

    /// <summary>Whether the user names ports: then none is inferred.</summary>
    public bool HasPorts { get; set; }

    /// <summary>The tags published under.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>What the SDK is told beside the base: the entry point, ports, folder and format.</summary>
    public string SdkSettings { get; set; } = "";

    /// <summary>The folder of which the SDK makes its own layer.</summary>
    public string PublishFolder { get; set; } = "";

    /// <summary>Whether an image of the same ingredients need not be pushed again.</summary>
    public bool SkipUnchanged { get; set; }

    /// <summary>Whether the destination has this image already.</summary>
    [Output]
    public bool Unchanged { get; set; }

    /// <summary>Its digest; empty for an index of several platforms.</summary>
    [Output]
    public string UnchangedDigest { get; set; } = "";

    /// <summary>The loopback registry, <c>localhost:PORT</c>.</summary>
    [Output]
    public string Registry { get; set; } = "";

    /// <summary>The composed image, or the index of several.</summary>
    [Output]
    public string Digest { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        if (HealthCommand.Length > 0 && EngineWouldCheckHealth)
            BuildLog.Warning(ImageErrors.HealthIsALabel(HealthCommand, ImageLabels.Json(HealthCommand), ImageLabels.Health));
        var images = RuntimeIdentifiers.Select(Compose).ToList();
        var inputs = images.ToDictionary(image => image.RuntimeIdentifier, image => image.Inputs, StringComparer.Ordinal);
        if (SkipUnchanged && PublishedImage.Find(Sdk(), OutputRegistry, OutputRepository, Tags, inputs) is { } digest)
        {
            Unchanged = true;
            UnchangedDigest = images.Count == 1 ? digest : "";
            return Task.CompletedTask;
        }

        var server = LoopbackServer.ForBuild((IBuildEngine4)BuildEngine);
        var source = Source();
        images.ForEach(image => Add(server.Store, image, source));
        if (images.Count == 1)
            Digest = images[0].Image.Digest;
        else
        {
            var index = ImageIndex.Compose([.. images.Select(image => image.Image)], [.. RuntimeIdentifiers.Select(Architectures.FromRuntimeIdentifier)]);
            Digest = server.Store.AddManifest(BaseName, index.MediaType, index.Content);
        }

        Registry = server.Registry.Address;
        LoopbackProxyBypass.Ensure(server.Registry.Port);
        if (OutputRegistry.Length > 0)
            PushMeters.Start((IBuildEngine4)BuildEngine, OutputRegistry, OutputRepository);
        BuildLog.Detail($"serving {DisplayName} with our layers as {Registry}/{BaseName}@{Digest}");
        return Task.CompletedTask;
    }

    private PlatformImage Compose(string runtimeIdentifier)
    {
        var state = new BuildState(StateFolder);
        var platform = state.For(runtimeIdentifier);
        var image = StoredBase.Load(platform.Base);
        var layers = WrittenLayers.Load(platform.Layers) ?? throw new IOException($"A layer listed in '{platform.Layers}' is gone.");
        var found = FoundDependencies.Load(platform.Found);
        var settings = Settings(image, layers, ProjectInfo.Load(state.Project), platform);
        if (found is not null && GenerateLabels)
            settings = settings with { Labels = [.. settings.Labels, new(DependencyRecord.Label, DependencyRecord.Of(found.Key, layers.Layers).ToLabel())] };
        var inputs = PublishedImage.InputsOf(ImageComposer.Compose(image, settings), SdkSettings, PublishFolder);
        if (GenerateLabels)
            settings = settings with { Labels = [.. settings.Labels, new(PublishedImage.InputsLabel, inputs)] };
        return new PlatformImage(runtimeIdentifier, image, layers, found, ImageComposer.Compose(image, settings), inputs);
    }

    // A layer that is not on this machine is fetched only if the destination does not have it.
    private void Add(BlobStore store, PlatformImage image, BaseSource source)
    {
        foreach (var layer in Descriptors(image.Base))
            store.AddLazy(layer.Digest, layer.Size, _ => Task.FromResult(source.LayerFile(image.RuntimeIdentifier, image.Base, layer)));
        foreach (var layer in image.Layers.Layers.Select(layer => layer.Blob))
        {
            if (layer.Path.Length > 0)
                store.AddFile(layer.Digest, layer.Path);
            else
                AddTakenOver(store, new Descriptor(MediaTypes.OciLayer, layer.Digest, layer.Size), image);
        }

        store.AddBlob(image.Image.Config);
        store.AddManifest(BaseName, image.Image.MediaType, image.Image.Manifest);
    }

    private void AddTakenOver(BlobStore store, Descriptor layer, PlatformImage image)
    {
        var (sdk, earlier) = (Sdk(), new SdkImageReference(image.Found!.Registry, image.Found.Repository, "", image.Found.ImageDigest));
        store.AddLazy(layer.Digest, layer.Size, _ => Task.FromResult(RegistrySource.Fetch(sdk, earlier, image.RuntimeIdentifier, layer)));
    }

    private ImageSettings Settings(BaseImage image, WrittenLayers layers, ProjectInfo project, PlatformState platform)
    {
        var start = StartCommand.Load(platform.Start);
        var environment = new List<KeyValuePair<string, string>>
        {
            new("VIRTUAL_ENV", EnvironmentPath),
            new("PYTHONUNBUFFERED", "1"),
            new("PYTHONDONTWRITEBYTECODE", "1"),
        };
        if (start.Port is { } port)
            environment.Add(new("PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (File.ReadAllText(platform.CertificateBundle) is { Length: > 0 } bundle)
            environment.Add(new("SSL_CERT_FILE", bundle));
        return new ImageSettings
        {
            Layers = [.. layers.Layers.Select(layer => new ImageLayer(layer.Blob, $"PyContainers: {layer.Name}"))],
            PathPrefix = layers.Layers.Any(layer => layer.Kind == LayerKind.Tools) ? [EnvironmentPath + "/bin", ToolsLayer.Bin] : [EnvironmentPath + "/bin"],
            Environment = [.. environment, .. EnvironmentVariables.Select(Pair)],
            Labels = [.. GenerateLabels ? ImageLabels.Of(DescribeProject ? Described(project, layers) : null, DisplayName, image.Digest, Revision) : [], .. Health(), .. Labels.Select(Pair)],
            Entrypoint = SetEntrypoint ? start.Arguments : [],
            ExposedPorts = [.. new[] { HasPorts ? null : start.Port, SetEntrypoint ? start.DebugPort : null }.OfType<int>()],
            User = User,
            Created = LayerTime.Default,
        };
    }

    // A version that the build backend computes is known only now.
    private static ProjectInfo Described(ProjectInfo project, WrittenLayers layers) =>
        project with { Version = project.Version ?? layers.VersionOf(ProjectReader.NormalisedName(project.Name)) };

    // Asked for by the user, so it does not count as generated.
    private KeyValuePair<string, string>[] Health() => HealthCommand.Length > 0 ? [new(ImageLabels.Health, ImageLabels.Json(HealthCommand))] : [];

    private static KeyValuePair<string, string> Pair(ITaskItem item) => new(item.ItemSpec, item.GetMetadata("Value"));

    private sealed record PlatformImage(string RuntimeIdentifier, BaseImage Base, WrittenLayers Layers, FoundDependencies? Found, ComposedImage Image, string Inputs);
}
