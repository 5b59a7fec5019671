using Microsoft.Build.Framework;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Tasks;

/// <summary>What the two halves of stage 5 share.</summary>
public abstract class SyncTask : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The image's platform, ex: <c>linux-x64</c>.</summary>
    [Required]
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary><c>PyContainerPackage</c>, or empty.</summary>
    public string Package { get; set; } = "";

    /// <summary><c>PyContainerExtras</c>.</summary>
    public string[] Extras { get; set; } = [];

    /// <summary><c>PyContainerDependencyGroups</c>.</summary>
    public string[] DependencyGroups { get; set; } = [];

    /// <summary>The files of the stages before.</summary>
    private protected BuildState State => new(StateFolder);

    /// <summary>The files of this platform.</summary>
    private protected PlatformState Platform => State.For(RuntimeIdentifier);

    /// <summary>Reads what the stages before wrote.</summary>
    private protected EnvironmentSync Sync(ProjectInfo project)
    {
        var platform = File.ReadAllText(Platform.PythonPlatform);
        var request = new SyncRequest(project.Folder, Platform.Environment, Interpreter.Load(State.Interpreter).HostPath, platform,
            Package.Length == 0 ? null : project.Name, Extras, DependencyGroups)
        { Requirements = project.Requirements };
        return new EnvironmentSync(UvTool.Load(State.Uv), request, BuildLog);
    }
}

/// <summary>Stage 5, first half: uv installs the third-party distributions of the lock into the staging environment.</summary>
public sealed class SyncDependencies : SyncTask
{
    /// <inheritdoc/>
    protected override string Stage => "installing the dependencies";

    /// <inheritdoc/>
    protected override Task RunAsync() => Sync(ProjectInfo.Load(State.Project)).DependenciesAsync(Cancellation);
}

/// <summary>Stage 5, second half: uv builds the local packages from their sources and installs them beside the others.</summary>
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
        await Sync(project).LocalPackagesAsync(project.LocalPackages, Cancellation);
    }
}
