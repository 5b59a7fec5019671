using Microsoft.Build.Framework;
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

    /// <summary>Whether labels are wanted.</summary>
    public bool GenerateLabels { get; set; } = true;

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
        var state = new BuildState(StateFolder);
        var server = LoopbackServer.ForBuild((IBuildEngine4)BuildEngine);
        var source = Source();
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var images = RuntimeIdentifiers.Select(runtimeIdentifier => Compose(state, runtimeIdentifier, source, server.Store, inputs)).ToList();
        if (SkipUnchanged && PublishedImage.Find(Sdk(), OutputRegistry, OutputRepository, Tags, inputs) is { } digest)
        {
            Unchanged = true;
            UnchangedDigest = images.Count == 1 ? digest : "";
            return Task.CompletedTask;
        }

        if (images.Count == 1)
            Digest = images[0].Digest;
        else
        {
            var index = ImageIndex.Compose(images, [.. RuntimeIdentifiers.Select(Architectures.FromRuntimeIdentifier)]);
            Digest = server.Store.AddManifest(BaseName, index.MediaType, index.Content);
        }

        Registry = server.Registry.Address;
        LoopbackProxyBypass.Ensure(server.Registry.Port);
        if (OutputRegistry.Length > 0)
            PushMeters.Start((IBuildEngine4)BuildEngine, OutputRegistry, OutputRepository);
        BuildLog.Detail($"serving {DisplayName} with our layers as {Registry}/{BaseName}@{Digest}");
        return Task.CompletedTask;
    }

    private ComposedImage Compose(BuildState state, string runtimeIdentifier, BaseSource source, BlobStore store, Dictionary<string, string> inputs)
    {
        var platform = state.For(runtimeIdentifier);
        var image = StoredBase.Load(platform.Base);
        var layers = WrittenLayers.Load(platform.Layers) ?? throw new IOException($"A layer listed in '{platform.Layers}' is gone.");
        foreach (var layer in Descriptors(image))
            store.AddLazy(layer.Digest, layer.Size, _ => Task.FromResult(source.LayerFile(runtimeIdentifier, image, layer)));
        foreach (var layer in layers.Layers)
            store.AddFile(layer.Blob.Digest, layer.Blob.Path);

        var settings = Settings(image, layers, ProjectInfo.Load(state.Project), StartCommand.Load(platform.Start));
        inputs[runtimeIdentifier] = PublishedImage.InputsOf(ImageComposer.Compose(image, settings), SdkSettings, PublishFolder);
        if (GenerateLabels)
            settings = settings with { Labels = [.. settings.Labels, new(PublishedImage.InputsLabel, inputs[runtimeIdentifier])] };
        var composed = ImageComposer.Compose(image, settings);
        store.AddBlob(composed.Config);
        store.AddManifest(BaseName, composed.MediaType, composed.Manifest);
        return composed;
    }

    private ImageSettings Settings(BaseImage image, WrittenLayers layers, ProjectInfo project, StartCommand start)
    {
        var environment = new List<KeyValuePair<string, string>>
        {
            new("VIRTUAL_ENV", EnvironmentPath),
            new("PYTHONUNBUFFERED", "1"),
            new("PYTHONDONTWRITEBYTECODE", "1"),
        };
        if (start.Port is { } port)
            environment.Add(new("PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return new ImageSettings
        {
            Layers = [.. layers.Layers.Select(layer => new ImageLayer(layer.Blob, $"PyContainers: {layer.Name}"))],
            PathPrefix = [EnvironmentPath + "/bin"],
            Environment = [.. environment, .. EnvironmentVariables.Select(Pair)],
            Labels = GenerateLabels ? [.. ImageLabels.Of(project, DisplayName, image.Digest, Revision), .. Labels.Select(Pair)] : [.. Labels.Select(Pair)],
            Entrypoint = SetEntrypoint ? start.Arguments : [],
            ExposedPorts = start.Port is { } exposed && !HasPorts ? [exposed] : [],
            User = User,
            Created = LayerWriter.DefaultTime,
        };
    }

    private static KeyValuePair<string, string> Pair(ITaskItem item) => new(item.ItemSpec, item.GetMetadata("Value"));
}
