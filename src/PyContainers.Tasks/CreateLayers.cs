using PyContainers.Core.Applications;
using PyContainers.Core.Destinations;
using PyContainers.Core.Layers;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>Stages 6 and 7: plans the layers, writes those that the user's cache does not have, and decides how the
/// image starts.</summary>
public sealed class CreateLayers : LayersTask
{
    /// <summary>Whether the start command is to be inferred.</summary>
    public bool InferStart { get; set; } = true;

    /// <summary>Whether an inferred command is started under debugpy, if that is installed.</summary>
    public bool Debug { get; set; }

    /// <summary>The user's own start command with all its arguments; empty when it is inferred.</summary>
    public string[] Command { get; set; } = [];

    /// <summary>The item that names the command.</summary>
    public string CommandItem { get; set; } = "ContainerAppCommand";

    /// <summary>Whether the command stands behind the base's own entry point.</summary>
    public bool BehindBase { get; set; }

    /// <summary>The health command, or empty.</summary>
    public string[] HealthCommand { get; set; } = [];

    /// <summary>Whether nobody else puts files into the application's folder.</summary>
    public bool OwnsApplication { get; set; } = true;

    /// <summary>The user's own <c>PYTHONPATH</c> in the image, or empty.</summary>
    public string PythonPath { get; set; } = "";

    /// <summary>The user's own <c>PATH</c> in the image, or empty.</summary>
    public string SearchPath { get; set; } = "";

    /// <summary>The user's own <c>LD_LIBRARY_PATH</c> in the image, or empty.</summary>
    public string LibraryPath { get; set; } = "";

    /// <summary>Names of libraries that are there at run time by other means.</summary>
    public string[] ProvidedLibraries { get; set; } = [];

    /// <summary>The port that an inferred web application serves on; 0 for the default.</summary>
    public int Port { get; set; }

    /// <summary>How many megabytes the user's cache of layers and bytecode may hold.</summary>
    public int CacheMegabytes { get; set; } = 10_000;

    /// <summary>The base image's name for messages.</summary>
    public string BaseImage { get; set; } = "";

    /// <summary><c>PyContainerCacheRepository</c>, or empty.</summary>
    public string CacheRepository { get; set; } = "";

    /// <summary>Whether the image is published: a build that only looks takes nothing.</summary>
    public bool Publishes { get; set; }

    /// <summary>The registry that is pushed to; empty for another destination.</summary>
    public string OutputRegistry { get; set; } = "";

    /// <summary>The repository that is pushed to.</summary>
    public string OutputRepository { get; set; } = "";

    /// <summary>The SDK's assembly with its container tasks.</summary>
    public string ContainersAssembly { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "creating the layers";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var start = new ChooseStartOptions
        {
            Infer = InferStart,
            Debug = Debug,
            Command = new NamedCommand(CommandItem, Command),
            BehindBase = BehindBase,
            HealthCommand = new NamedCommand("PyContainerHealthCommand", HealthCommand),
            OwnsApplication = OwnsApplication,
            SearchPath = SearchPath,
            PythonPath = PythonPath,
            Port = Port,
            BaseImage = BaseImage,
        };
        var options = new WriteLayersOptions(Options(), start, CacheMegabytes)
        {
            LibraryPath = LibraryPath,
            ProvidedLibraries = ProvidedLibraries,
        };
        SendNew(new WriteLayersStage(State, options, Elsewhere(), BuildLog).Run(Cancellation));
        return Task.CompletedTask;
    }

    private void SendNew(WrittenLayers written)
    {
        var small = written.Layers
            .Where(layer => !layer.Reused && layer.Blob is { Path.Length: > 0, Size: <= EarlyUploads.MaxSize })
            .Select(layer => new NewLayer(layer.Blob.Digest, layer.Blob.DiffId, layer.Blob.Path)).ToList();
        if (!Publishes || OutputRegistry.Length == 0 || small.Count == 0
            || BuildObjects.Find<PublishedImages>(BuildEngine, StateFolder) is not { } published)
            return;
        var (sdk, registry, repository) = (SdkRegistry.In(ContainersAssembly), OutputRegistry, OutputRepository);
        BuildObjects.Keep(
            BuildEngine, Platform.Layers.Path,
            new EarlyUploads(() => sdk.Repository(registry, repository), published, small));
    }

    private FindLayer? Elsewhere()
    {
        var fleet = new FleetClient(BuildEngine, ContainersAssembly, CacheRepository, BuildLog)
        {
            OutputRegistry = OutputRegistry,
            OutputRepository = OutputRepository,
        };
        return Publishes && fleet.Layers(State) is { } layers
            ? (key, stop) => layers.LayerAsync(key, stop).GetAwaiter().GetResult()
            : null;
    }
}
