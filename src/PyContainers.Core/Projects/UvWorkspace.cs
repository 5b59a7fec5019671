using System.Buffers;
using System.IO.Enumeration;

namespace PyContainers.Core.Projects;

/// <summary>The table <c>[tool.uv.workspace]</c>.</summary>
/// <param name="Members">Patterns of the members' folders, relative to the root.</param>
/// <param name="Exclude">Patterns of folders that are none.</param>
public sealed record UvWorkspace(IReadOnlyList<string> Members, IReadOnlyList<string> Exclude)
{
    private static readonly SearchValues<char> s_special = SearchValues.Create("[]{}!\\<>\"");

    /// <summary>Finds the root of a project's workspace, in uv's way: the next project further up decides.</summary>
    /// <param name="folder">The project's folder, as a full path.</param>
    /// <param name="project">Its own file.</param>
    /// <returns>The root's full path, the project's own folder without a workspace; null if only uv can tell.</returns>
    public static string? RootOf(string folder, Pyproject project)
    {
        if (project.Workspace is not null)
            return folder;
        for (var parent = Path.GetDirectoryName(folder); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            var file = Path.Combine(parent, Pyproject.FileName);
            if (!File.Exists(file))
                continue;
            if (Of(Pyproject.ReadTable(file)) is not { } workspace)
                return folder;
            return workspace.Contains(Path.GetRelativePath(parent, folder)) switch
            {
                true => parent,
                false => folder,
                null => null,
            };
        }

        return folder;
    }

    /// <summary>Reads the table, or null without one.</summary>
    internal static UvWorkspace? Of(TomlTable root) =>
        root.Table("tool")?.Table("uv")?.Table("workspace") is { } table
            ? new UvWorkspace(table.Texts("members"), table.Texts("exclude"))
            : null;

    /// <summary>Whether a folder is a member; null when only uv can tell.</summary>
    /// <param name="folder">The folder, relative to the root.</param>
    internal bool? Contains(string folder)
    {
        string[] parts = folder.Split(Path.DirectorySeparatorChar);
        var included = Any(Members.Select(pattern => Matches(pattern, parts)));
        var excluded = Any(Exclude.SelectMany(pattern => Excludes(pattern, parts)));
        return included is false || excluded is true ? false : excluded is null ? null : included;
    }

    // True as soon as one says so; a doubt counts only where none does.
    private static bool? Any(IEnumerable<bool?> answers)
    {
        bool? result = false;
        foreach (var answer in answers)
        {
            if (answer is true)
                return true;
            result = answer is null ? null : result;
        }

        return result;
    }

    // '*' and '?' inside a name are read; '**', sets and anything that is not a plain path are left to uv.
    private static bool? Matches(string pattern, string[] parts)
    {
        var wanted = pattern.TrimEnd('/').Split('/');
        if (wanted.Any(part => part is "" or "." or ".." or "**" || part.AsSpan().ContainsAny(s_special)))
            return null;
        return wanted.Length == parts.Length
            && wanted.Zip(parts).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, false));
    }

    // Whether an excluded folder excludes what is in it is uv's to say.
    private static IEnumerable<bool?> Excludes(string pattern, string[] parts) =>
        Enumerable.Range(1, parts.Length - 1)
            .Select(count => Matches(pattern, parts[..count]) is false ? false : (bool?)null)
            .Append(Matches(pattern, parts));
}
