using Microsoft.Build.Framework;
using PyContainers.Core.Common;
using PyContainers.Core.Projects;
using PyContainers.Core.Stages;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>Lists the files that local packages and the application are made of, once it is known what the project is.
/// Reads none of them.</summary>
public sealed class CollectSources : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>Files and folders that are no sources: <c>bin</c>, <c>obj</c>, <c>PyContainerExclude</c>.</summary>
    public ITaskItem[] Excluded { get; set; } = [];

    /// <summary>The sources of local packages, or the application's files.</summary>
    [Output]
    public ITaskItem[] SourceFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var state = new BuildState(StateFolder);
        var project = ProjectInfo.Load(state.Project);
        var sources = Sources(project);
        var versions = project
            .LocalPackages.Where(package => package.HasDynamicVersion)
            .Select(package => $"version of {package.Name}={GitState.Of(package.Folder)}");
        AtomicFile.WriteIfDifferent(state.Sources, string.Join('\n', sources.Concat(versions)) + "\n");
        SourceFiles = MSBuildText.Items(sources);
        return Task.CompletedTask;
    }

    private List<string> Sources(ProjectInfo project)
    {
        if (project.Requirements?.Script is { } script)
            return [script];
        var excluded = ExcludedItems.Of(Excluded);
        var files = project
            .LocalPackages.Select(package => package.Folder)
            .Where(Directory.Exists)
            .SelectMany(folder => Core.Applications.SourceFiles.ForBuild(folder, excluded));
        var application =
            project.IsPackage || !Directory.Exists(project.Folder)
                ? []
                : Core.Applications.SourceFiles.ForApplication(project.Folder, excluded);
        return [.. files.Concat(application).Distinct(HostPath.Comparer).Order(StringComparer.Ordinal)];
    }
}
