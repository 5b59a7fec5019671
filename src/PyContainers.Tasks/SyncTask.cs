using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Tasks;

/// <summary>What the two halves of stage 5 share.</summary>
public abstract class SyncTask : PlatformTask
{
    /// <summary><c>PyContainerPackage</c>, or empty.</summary>
    public string Package { get; set; } = "";

    /// <summary><c>PyContainerExtras</c>.</summary>
    public string[] Extras { get; set; } = [];

    /// <summary><c>PyContainerDependencyGroups</c>.</summary>
    public string[] DependencyGroups { get; set; } = [];

    /// <summary>Whether third-party distributions are to be installed: no earlier image has them.</summary>
    private protected bool WithDependencies => FoundDependencies.Load(Platform.Found) is not { Layers.Count: > 0 };

    /// <summary>Reads what the stages before wrote.</summary>
    private protected EnvironmentSync Sync(ProjectInfo project)
    {
        var platform = File.ReadAllText(Platform.PythonPlatform);
        var request = new SyncRequest(
            project.Folder,
            Platform.Environment,
            Interpreter.Load(State.Interpreter).HostPath,
            platform,
            Package.Length == 0 ? null : project.Name,
            Extras,
            [.. DependencyGroups, .. project.DebugGroups ?? []]
        )
        {
            Requirements = project.Requirements,
        };
        return new EnvironmentSync(UvTool.Load(State.Uv), request, BuildLog);
    }
}

/// <summary>Stage 5, first half: uv installs the third-party distributions of the lock into the staging
/// environment.</summary>
public sealed class SyncDependencies : SyncTask
{
    /// <inheritdoc/>
    protected override string Stage => "installing the dependencies";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var sync = Sync(ProjectInfo.Load(State.Project));
        return WithDependencies ? sync.DependenciesAsync(Cancellation) : sync.NothingAsync(Cancellation);
    }
}

/// <summary>Stage 5, second half: uv builds the local packages from their sources and installs them beside the
/// others.</summary>
public sealed class SyncLocalPackages : SyncTask
{
    /// <inheritdoc/>
    protected override string Stage => "building local packages";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var project = ProjectInfo.Load(State.Project);
        foreach (var package in project.LocalPackages)
            BuildLog.Step($"building {package.Name}");
        await Sync(project).LocalPackagesAsync(project.LocalPackages, WithDependencies, Cancellation);
    }
}
