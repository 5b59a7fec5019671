namespace PyContainers.Core.Projects;

/// <summary>The files that say what a workspace is and configure uv for it.</summary>
public static class ProjectManifests
{
    /// <summary>Their names in each folder.</summary>
    public static IReadOnlyList<string> Names { get; } = ["pyproject.toml", "uv.toml"];

    /// <summary>Those of several folders, and the lock; some may not exist.</summary>
    /// <param name="folders">Full paths of the members' folders.</param>
    /// <param name="root">Full path of the folder of <c>uv.lock</c>.</param>
    public static IEnumerable<string> Of(IEnumerable<string> folders, string root) => folders.Append(root).Distinct(StringComparer.Ordinal)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .Append(Path.Combine(root, "uv.lock"));

    /// <summary>Every file that is there and decides what the project is: as long as these are the same, a restore finds out the same.</summary>
    /// <param name="shape">What lies where <c>PyContainerProject</c> points.</param>
    /// <param name="project">What the last restore found out; null before the first one.</param>
    public static IReadOnlyList<string> Deciding(ProjectShape shape, ProjectInfo? project)
    {
        var (folder, root) = project is null ? (shape.Folder, shape.Folder) : (project.Folder, project.WorkspaceRoot);
        var folders = (project?.MemberFolders ?? []).Concat(project?.LocalPackages.Select(package => package.Folder) ?? []);
        string[] requirements = shape.Kind switch
        {
            ProjectKind.Uv => [],
            ProjectKind.Script => [shape.File, shape.ScriptLock],
            _ => [shape.File],
        };
        return
        [
            .. Of(folders.Append(shape.Folder), root).Concat(Above(root)).Append(PythonVersionFile.Find(folder, root)).OfType<string>()
                .Concat(requirements).Concat(project?.Requirements?.Files ?? []).Where(File.Exists).Distinct(StringComparer.Ordinal),
        ];
    }

    // uv looks upwards for the workspace that a project belongs to, and for its own configuration.
    private static IEnumerable<string> Above(string root)
    {
        for (var folder = Path.GetDirectoryName(root); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var name in Names)
                yield return Path.Combine(folder, name);
        }
    }
}
