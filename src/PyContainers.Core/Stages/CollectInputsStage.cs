using PyContainers.Core.Common;
using PyContainers.Core.Kits;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Stages;

/// <summary>What is compared with the last build.</summary>
/// <param name="ProjectFolder"><c>PyContainerProject</c>: the folder of <c>pyproject.toml</c>, or the file of another
/// shape of project. A full path.</param>
/// <param name="RuntimeIdentifiers">The image's platforms.</param>
/// <param name="Settings">Every setting that has an influence, as <c>name=value</c>.</param>
/// <param name="ToolFiles">Full paths of the files that say what tools need.</param>
/// <param name="OfflineKit"><c>PyContainerOfflineKit</c>, or empty.</param>
public sealed record CollectInputsOptions(
    string ProjectFolder,
    IReadOnlyList<string> RuntimeIdentifiers,
    IReadOnlyList<string> Settings,
    IReadOnlyList<string> ToolFiles,
    string OfflineKit = "");

/// <summary>
/// Compares what users can change with what an earlier build found, and drops the stamps of what is no longer so. What
/// is compared is content: MSBuild itself looks at times, and only at those of files that are written here. What an
/// earlier build found out about the project is used; before the first build there is only <c>pyproject.toml</c>.
/// Starts nothing.
/// </summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What is compared.</param>
public sealed class CollectInputsStage(BuildState state, CollectInputsOptions options)
{
    /// <summary>Writes the settings down and drops the stamps of what is gone.</summary>
    /// <returns>The files that are there and decide the lock: every <c>pyproject.toml</c> of the workspace,
    /// <c>uv.lock</c>, <c>uv.toml</c>, <c>.python-version</c>.</returns>
    public IReadOnlyList<string> Run()
    {
        DropStale();
        var files = ProjectManifests.Deciding(ProjectShape.Of(options.ProjectFolder), state.Project.TryRead());
        AtomicFile.WriteIfDifferent(state.Settings, string.Join('\n', options.Settings.Concat(Kit())) + "\n");
        var toolFiles = FileStates.Of(options.ToolFiles, BuildState.LargeFiles(state.ToolFiles));
        AtomicFile.WriteIfDifferent(state.ToolFiles, string.Join('\n', toolFiles) + "\n");
        var states = FileStates.Of(files, BuildState.LargeFiles(state.ProjectFiles));
        if (!File.Exists(state.ProjectFiles)
            || !File.ReadLines(state.ProjectFiles).SequenceEqual(states, StringComparer.Ordinal))
            Drop(state.ProjectFiles, state.RestoreStamp);
        return files;
    }

    // A kit may be replaced in its place.
    private IEnumerable<string> Kit() =>
        options.OfflineKit.Length > 0 && OfflineKit.DigestOf(options.OfflineKit) is { } digest ? [$"kit={digest}"] : [];

    // Somebody may have emptied a cache or deleted a folder since: what a stamp vouches for has to be there.
    private void DropStale()
    {
        DropUnless(state.Uv, state.UvStamp, uv =>
            File.Exists(uv.Path) && uv.Kit?.IsThere != false);
        DropUnless(state.Interpreter, state.RestoreStamp, interpreter =>
            File.Exists(interpreter.HostPath)
            && interpreter.Archives.Values.All(archive => File.Exists(archive.Path) && archive.Digest.Length > 0));
        DropUnless(state.Project, state.RestoreStamp, project =>
            project.Requirements is null || File.Exists(project.Requirements.Install));
        foreach (var platform in options.RuntimeIdentifiers.Select(state.For))
            DropStale(platform);
    }

    private static void DropStale(PlatformState platform)
    {
        if (Directory.Exists(platform.Folder) && !Directory.Exists(platform.Environment))
        {
            File.Delete(platform.DependenciesStamp);
            File.Delete(platform.EnvironmentStamp);
        }

        if (Directory.Exists(platform.Folder) && !Directory.Exists(platform.Tools))
            File.Delete(platform.ToolsStamp);
        if (Directory.Exists(platform.Folder) && !Directory.Exists(platform.Static))
            File.Delete(platform.StaticStamp);
        DropUnless(platform.Layers, platform.Layers.Path, layers => layers.AreThere);
        DropUnless(platform.Start, platform.Layers.Path, _ => true);
    }

    // What cannot be read is as good as not there: another version of ours may have written it, or a full disk cut it.
    private static void DropUnless<T>(StateFile<T> file, string stamp, Func<T, bool> holds)
        where T : class
    {
        if (file.TryRead() is not { } value || !holds(value))
            Drop(file.Path, stamp);
    }

    private static void Drop(params string[] files)
    {
        foreach (var stale in files.Where(File.Exists))
            File.Delete(stale);
    }
}
