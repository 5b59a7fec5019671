using PyContainers.Core.Common;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>The files that say what a workspace is and configure uv for it.</summary>
public static class ProjectManifests
{
    /// <summary>Their names in each folder.</summary>
    public static IReadOnlyList<string> Names => UvConfiguration.Names;

    /// <summary>Those that count for a project; some may not exist. uv looks above the workspace too.</summary>
    public static IEnumerable<string> Configuring(ProjectInfo project) =>
        In(project.MemberFolders.Concat(HostPath.Upwards(project.WorkspaceRoot)));

    /// <summary>The lock of a project that has a <c>pyproject.toml</c>; it may not exist.</summary>
    public static string Lock(ProjectInfo project) => Path.Combine(project.WorkspaceRoot, "uv.lock");

    /// <summary>The lockfile that a project has: <c>uv.lock</c>, a script's, or <c>pylock.toml</c> (PEP 751); null for
    /// requirements files, which do not say which archive is installed, and where there is none yet.</summary>
    public static string? LockOf(ProjectInfo project)
    {
        var file = project.Requirements switch
        {
            null => Lock(project),
            { Script: { } script } => script + ".lock",
            { Kind: ProjectKind.Pylock, File: var named } => named,
            _ => "",
        };
        return File.Exists(file) ? file : null;
    }

    /// <summary>Every file that is there and decides what the project is.</summary>
    /// <param name="shape">What lies where <c>PyContainerProject</c> points.</param>
    /// <param name="project">What the last restore found out; null before the first one.</param>
    public static IReadOnlyList<string> Deciding(ProjectShape shape, ProjectInfo? project)
    {
        project ??= new ProjectInfo("", null, shape.Folder, shape.Folder, "", IsPackage: false, [], []);
        string[] requirements = shape.Kind switch
        {
            ProjectKind.Uv => [],
            ProjectKind.Script => [shape.File, shape.ScriptLock],
            _ => [shape.File],
        };
        string?[] others =
        [
            .. In(project.LocalPackages.Select(package => package.Folder).Append(shape.Folder)),
            Lock(project), PythonVersionFile.Find(project.Folder, project.WorkspaceRoot),
            .. requirements, .. project.Requirements?.Files ?? [],
        ];
        List<string> files =
            [.. Configuring(project).Concat(others.OfType<string>()).Where(File.Exists).Distinct(HostPath.Comparer)];
        return [.. files.Concat(LocalArchives.In(files)).Distinct(HostPath.Comparer)];
    }

    /// <summary>What uv's view of a workspace depends on; some files may not exist.</summary>
    internal static IEnumerable<string> Deciding(WorkspaceMetadata workspace)
    {
        var root = workspace.WorkspaceRoot;
        var local = workspace.Resolution.Values.Select(node => node.Source?.Editable ?? node.Source?.Directory)
            .OfType<string>().Select(folder => Path.GetFullPath(folder, root));
        List<string> files =
        [
            .. In(workspace.Members.Select(member => member.Path).Concat(local).Concat(HostPath.Upwards(root))),
            Path.Combine(root, "uv.lock"),
        ];
        return files.Concat(LocalArchives.In(files.Where(File.Exists)));
    }

    private static IEnumerable<string> In(IEnumerable<string> folders) =>
        UvConfiguration.In(folders.Distinct(HostPath.Comparer));
}
