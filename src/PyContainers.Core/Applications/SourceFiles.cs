using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>The files of a folder that belong to an application: everything but version control, environments, caches,
/// secrets and what only builds.</summary>
public static class SourceFiles
{
    /// <summary>Lists the application's files and links, and what is left out; the folder's <c>.dockerignore</c> is
    /// honoured.</summary>
    /// <param name="folder">The application's folder.</param>
    /// <param name="target">Where it lies in the image, without a leading slash.</param>
    /// <param name="excluded">Full paths of files and folders to leave out as well.</param>
    /// <exception cref="PyContainersException">PYC2015 for a link that leads out of the folder, PYC2024 for a broken
    /// <c>.dockerignore</c>, PYC2057 for a name that is not UTF-8.</exception>
    public static ApplicationContent Read(string folder, string target, ExcludedPaths excluded)
    {
        var entries = new List<LayerEntry>();
        var leftOut = new List<LeftOut>();
        Walk(
            new DirectoryInfo(folder),
            "",
            new Rule(excluded, DockerIgnore.In(folder), info => LeftOutRule.Of(info)),
            (relative, info) =>
            {
                var path = $"{target}/{relative}";
                entries.Add(
                    info.LinkTarget is { } link ? Link(folder, path, info, link) : new FileEntry(path, info.FullName)
                );
            },
            leftOut
        );
        LinksToNothing.Remove(target, entries, leftOut);
        entries.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path)); // a walk gives a/b before a.b
        return new ApplicationContent(entries, leftOut);
    }

    /// <summary>Lists the files that a local package may be built from, as full paths in ordinal order: everything but
    /// version control, environments and what builds leave behind; behind links too, and outside of the folder where
    /// the build's configuration names it. <c>PyContainerExclude</c> and a <c>.dockerignore</c> say nothing about
    /// them.</summary>
    public static IReadOnlyList<string> ForBuild(string folder, ExcludedPaths excluded)
    {
        var rule = new Rule(
            excluded.Only(LeftOutGroup.BuildOutput), null,
            info => LeftOutRule.OfBuild(info, isTop: HostPath.AreSame(Path.GetDirectoryName(info.FullName)!, folder)));
        var files = Inputs(folder, rule, followLinks: true).ToHashSet(HostPath.Comparer);
        foreach (var outside in BuildReferences.Of(folder))
            files.UnionWith(File.Exists(outside) ? [outside] : Inputs(outside, rule, followLinks: true));
        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>Lists the files that <see cref="Read"/> depends on, as full paths in ordinal order.</summary>
    /// <exception cref="PyContainersException">PYC2024.</exception>
    public static IReadOnlyList<string> ForApplication(string folder, ExcludedPaths excluded) =>
        Inputs(
            folder,
            // Whether a file is a key decides nothing here, and would cost every publish the reading.
            new Rule(excluded, DockerIgnore.In(folder), info => LeftOutRule.Of(info, readFiles: false))
        );

    private static List<string> Inputs(string folder, Rule rule, bool followLinks = false)
    {
        var files = ProjectManifests.Names.Append(DockerIgnore.FileName)
            .Select(name => Path.Combine(folder, name))
            .Where(File.Exists)
            .ToHashSet(StringComparer.Ordinal);
        var followed = new HashSet<string>(HostPath.Comparer);
        Walk(new DirectoryInfo(folder), "", rule, Add, []);
        return [.. files.Order(StringComparer.Ordinal)];

        void Add(string relative, FileSystemInfo info)
        {
            files.Add(info.FullName);
            if (
                followLinks
                && info is DirectoryInfo
                && info.ResolveLinkTarget(returnFinalTarget: true) is DirectoryInfo { Exists: true } behind
                && !HostPath.IsAbove(behind.FullName, folder)
                && followed.Add(behind.FullName)
            )
                Walk(behind, relative + "/", rule, Add, []);
        }
    }

    private sealed record Rule(
        ExcludedPaths Excluded, DockerIgnore? Ignore, Func<FileSystemInfo, LeftOutGroup?> Of);

    private static void Walk(
        DirectoryInfo folder,
        string prefix,
        Rule rule,
        Action<string, FileSystemInfo> found,
        List<LeftOut> leftOut
    )
    {
        foreach (var info in folder.EnumerateFileSystemInfos().OrderBy(info => info.Name, StringComparer.Ordinal))
        {
            var relative = prefix + info.Name;
            var sub = info is DirectoryInfo { LinkTarget: null } real ? real : null;
            var ignored = rule.Ignore?.Excludes(relative) == true;
            var isWhollyIgnored = ignored && (sub is null || !rule.Ignore!.HasExceptions);
            var group = rule.Excluded.Of(info.FullName) ?? (isWhollyIgnored ? LeftOutGroup.DockerIgnore : null);
            if (group is null && HostPath.IsNotText(info.FullName))
                throw FileErrors.NameIsNotUtf8(info.FullName);
            group ??= rule.Of(info);
            if (group is { } why)
                leftOut.Add(new LeftOut(sub is null ? relative : relative + "/", why));
            else if (sub is not null)
                Walk(sub, relative + "/", rule, found, leftOut);
            else
                found(relative, info);
        }
    }

    private static LinkEntry Link(string root, string path, FileSystemInfo info, string target)
    {
        var full = Path.GetFullPath(target, Path.GetDirectoryName(info.FullName)!);
        var relativeToRoot = Path.GetRelativePath(root, full);
        if (Path.IsPathRooted(relativeToRoot) || relativeToRoot.Split(Path.DirectorySeparatorChar)[0] == "..")
            throw ProjectErrors.LinkEscapes(info.FullName, target);
        return new LinkEntry(
            path,
            Path.GetRelativePath(Path.GetDirectoryName(info.FullName)!, full).Replace('\\', '/')
        );
    }
}
