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
}
