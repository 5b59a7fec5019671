using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;
using PyContainers.Tasks.Sdk;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>
/// Looks for an earlier image with the same dependencies, whose layers can be reused by digest: then nothing of them is
/// installed,
/// compiled, compressed or sent. Only for a build that has nothing of them itself, as on a fresh agent.
/// </summary>
public sealed class FindDependencies : SdkTask
{
    /// <summary><c>PyContainerCacheFrom</c>: <c>REGISTRY/REPOSITORY:TAG</c>, or <c>true</c> for what is to be replaced;
    /// empty where none is wanted.</summary>
    public string CacheFrom { get; set; } = "";

    /// <summary><c>PyContainerCacheRepository</c>, or empty.</summary>
    public string CacheRepository { get; set; } = "";

    /// <summary>Whether the image is published: a build that only looks takes nothing.</summary>
    public bool Publishes { get; set; }

    /// <summary><c>ContainerRepository</c>.</summary>
    public string OutputRepository { get; set; } = "";

    /// <summary>Whether the image is pushed to <see cref="SdkTask.OutputRegistry"/>.</summary>
    public bool Pushes { get; set; }

    /// <summary>The tags published under; the first one is what <c>true</c> means.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>Every setting with an influence on the dependencies, independent of the machine.</summary>
    public string Settings { get; set; } = "";

    /// <summary>The environment's path in the image.</summary>
    [Required]
    public string EnvironmentPath { get; set; } = "";

    /// <summary>The interpreter's path in the image.</summary>
    [Required]
    public string InterpreterPath { get; set; } = "";

    /// <summary>Whether something of this build runs with the dependencies, so that they have to be installed in any
    /// case.</summary>
    public bool NeedsInstalled { get; set; }

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new FindDependenciesOptions
        {
            RuntimeIdentifiers = RuntimeIdentifiers,
            CacheFrom = CacheFrom,
            OutputRegistry = OutputRegistry,
            OutputRepository = OutputRepository,
            Tags = Tags,
            Settings = Settings,
            Paths = new ImagePaths(InterpreterPath, EnvironmentPath),
            NeedsInstalled = NeedsInstalled,
            HasFleet = CacheRepository.Length > 0,
        };
        var fleet = new FleetClient(BuildEngine, ContainersAssembly, CacheRepository, BuildLog)
        {
            OutputRegistry = Pushes ? OutputRegistry : "",
            OutputRepository = OutputRepository,
        };
        ReadImage read = (image, runtimeIdentifier, stop) => Sdk().Read(image, runtimeIdentifier, stop);
        var state = new BuildState(StateFolder);
        new FindDependenciesStage(state, options, read, Publishes ? fleet.Layers(state) : null, BuildLog)
            .Run(Cancellation);
        return Task.CompletedTask;
    }
}
