using PyContainers.Core.Common;

namespace PyContainers.Core.Projects;

/// <summary>
/// What git has to say about a folder's version: its commit and the tags, read from the files of the repository without
/// starting git.
/// Build backends such as hatch-vcs and setuptools-scm make a version out of it, so a new tag is a change although no
/// source changed.
/// </summary>
public static class GitState
{
    /// <summary>A digest of commit and tags, or null for a folder outside any repository.</summary>
    public static string? Of(string folder)
    {
        if (Find(folder) is not { } git)
            return null;
        var common = Common(git);
        var head = ReadIfThere(Path.Combine(git, "HEAD")) ?? "";
        var text = new Ingredients().Add(head).Add(ReadIfThere(Path.Combine(common, "packed-refs")));
        if (head.StartsWith("ref: ", StringComparison.Ordinal))
            text.Add(ReadIfThere(Path.Combine(common, head["ref: ".Length..].Trim())));
        foreach (var tag in Tags(Path.Combine(common, "refs", "tags")))
            text.Add($"{Path.GetRelativePath(common, tag)} {ReadIfThere(tag)}");
        return text.Digest();
    }

    /// <summary>Whether a folder lies in a clone without its whole history.</summary>
    public static bool IsShallow(string folder) =>
        Find(folder) is { } git && File.Exists(Path.Combine(Common(git), "shallow"));

    private static string Common(string git) =>
        ReadIfThere(Path.Combine(git, "commondir")) is { } relative ? Path.GetFullPath(relative.Trim(), git) : git;

    // A worktree and a submodule have a file there that names the folder.
    private static string? Find(string folder)
    {
        foreach (var current in HostPath.Upwards(folder))
        {
            var git = Path.Combine(current, ".git");
            if (Directory.Exists(git))
                return git;
            if (ReadIfThere(git) is { } text && text.StartsWith("gitdir: ", StringComparison.Ordinal))
                return Path.GetFullPath(text["gitdir: ".Length..].Trim(), current);
        }

        return null;
    }

    private static IEnumerable<string> Tags(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [];

    private static string? ReadIfThere(string file) => File.Exists(file) ? File.ReadAllText(file) : null;
}
