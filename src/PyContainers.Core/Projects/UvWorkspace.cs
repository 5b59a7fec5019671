using System.Buffers;
using System.IO.Enumeration;
using PyContainers.Core.Common;

namespace PyContainers.Core.Projects;

/// <summary>The table <c>[tool.uv.workspace]</c>.</summary>
/// <param name="Members">Patterns of the members' folders, relative to the root.</param>
/// <param name="Exclude">Patterns of folders that are none.</param>
public sealed record UvWorkspace(IReadOnlyList<string> Members, IReadOnlyList<string> Exclude)
{
    private static readonly SearchValues<char> s_special = SearchValues.Create("[]{}!\\<>\"");

    /// <summary>The workspaces further up that may have a folder as a member, the nearest first. uv itself looks no
    /// further than the next project; run at the root, it knows every member.</summary>
    /// <param name="folder">The project's folder, as a full path.</param>
    /// <returns>Each root's full path, and whether its patterns include the folder; null if only uv can tell. Those
    /// that do not are left out.</returns>
    public static IEnumerable<(string Root, bool? Includes)> Above(string folder)
    {
        foreach (var parent in HostPath.Upwards(folder).Skip(1))
        {
            var file = Path.Combine(parent, Pyproject.FileName);
            if (File.Exists(file)
                && Of(Pyproject.ReadTable(file)) is { } workspace
                && workspace.Contains(Path.GetRelativePath(parent, folder)) is not false and var includes)
                yield return (parent, includes);
        }
    }

    /// <summary>Whether a project lies between a folder and the root of its workspace: run in the folder, uv would not
    /// see the workspace.</summary>
    /// <param name="folder">The folder, as a full path.</param>
    /// <param name="root">The workspace's root.</param>
    public static bool IsHidden(string folder, string root) =>
        HostPath.Upwards(folder).Skip(1).TakeWhile(parent => !HostPath.AreSame(parent, root))
            .Any(parent => File.Exists(Path.Combine(parent, Pyproject.FileName)));

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
