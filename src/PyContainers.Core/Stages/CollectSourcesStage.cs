using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Stages;

/// <summary>Lists the files that local packages and the application are made of, once it is known what the project is.
/// Reads none of them.</summary>
/// <param name="state">The build's state.</param>
/// <param name="excluded">Files and folders that are no sources.</param>
public sealed class CollectSourcesStage(BuildState state, ExcludedPaths excluded)
{
    /// <summary>Writes the list down, with the versions that come from git.</summary>
    /// <returns>Full paths, in ordinal order.</returns>
    public IReadOnlyList<string> Run()
    {
        var project = state.Project.Read();
        var sources = Sources(project);
        var versions = project.LocalPackages.Where(package => package.HasDynamicVersion)
            .Select(package => $"version of {package.Name}={GitState.Of(package.Folder)}");
        AtomicFile.WriteIfDifferent(state.Sources, string.Join('\n', sources.Concat(versions)) + "\n");
        return sources;
    }

    private List<string> Sources(ProjectInfo project)
    {
        if (project.Requirements?.Script is { } script)
            return [script];
        var files = project.LocalPackages.Select(package => package.Folder).Where(Directory.Exists)
            .SelectMany(folder => SourceFiles.ForBuild(folder, excluded));
        var application = project.IsPackage || !Directory.Exists(project.Folder)
            ? []
            : SourceFiles.ForApplication(project.Folder, excluded);
        return [.. files.Concat(application).Distinct(HostPath.Comparer).Order(StringComparer.Ordinal)];
    }
}
