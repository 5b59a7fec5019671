using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Stages;

/// <summary>Lists the files that local packages and the application are made of, once it is known what the project is,
/// and compares their content with that of the last build.</summary>
/// <param name="state">The build's state.</param>
/// <param name="excluded">Files and folders that are no sources.</param>
/// <param name="included">Full paths of the files that the user adds.</param>
public sealed class CollectSourcesStage(BuildState state, ExcludedPaths excluded, IReadOnlyList<string> included)
{
    /// <summary>Writes the list down, with digests of the content and the versions that come from git. A list that has
    /// not changed keeps its time.</summary>
    /// <returns>Full paths, in ordinal order.</returns>
    public IReadOnlyList<string> Run()
    {
        var project = state.Project.Read();
        var sources = Sources(project);
        var versions = project.LocalPackages.Where(package => package.HasDynamicVersion)
            .Select(package => $"version of {package.Name}={GitState.Of(package.Folder)}");
        Save(state.Sources, sources, versions);
        Save(state.Included, included, []);
        return sources;
    }

    private static void Save(string list, IReadOnlyList<string> files, IEnumerable<string> more) =>
        AtomicFile.WriteIfDifferent(
            list, string.Join('\n', FileStates.Of(files, BuildState.LargeFiles(list)).Concat(more)) + "\n");

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
