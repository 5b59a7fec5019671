using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Kits;

/// <summary>
/// What of a uv cache a kit needs: pages of indexes, pointers to what was downloaded, and the unpacked archives that
/// these lead to. Left out is what uv finds out about this machine (interpreters, environments, builds), and what comes
/// from a path of it.
/// </summary>
/// <param name="folder">The cache.</param>
/// <param name="wanted">Which distributions.</param>
public sealed class UvCacheContent(string folder, WantedDistributions wanted)
{
    // A small file that leads to an archive is a link where links need a permission.
    private const int LongestPointer = 256;

    private static readonly string[] s_leftOut = ["archive-", "builds-", "environments-", "interpreter-", "."];

    /// <summary>The entries of the kit's part.</summary>
    /// <param name="cancellation">Ends it.</param>
    public IReadOnlyList<LayerEntry> Entries(CancellationToken cancellation)
    {
        var entries = new List<LayerEntry>();
        var archives = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var bucket in new DirectoryInfo(folder).EnumerateDirectories())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!s_leftOut.Any(start => bucket.Name.StartsWith(start, StringComparison.Ordinal)))
                Add(bucket, entries, archives);
        }

        foreach (var archive in archives)
        {
            cancellation.ThrowIfCancellationRequested();
            AddAll(new DirectoryInfo(Path.Combine(folder, archive)), entries);
        }

        return entries;
    }

    private void Add(DirectoryInfo directory, List<LayerEntry> entries, SortedSet<string> archives)
    {
        var items = directory.GetFileSystemInfos();
        // 'x.rev' is what came from a path, 'x.http' what was downloaded.
        if (items.Any(item => item.Extension == ".rev") || !wanted.Includes(PathOf(directory).Split('/')))
            return;
        if (items.Length == 0)
            entries.Add(new DirectoryEntry(PathOf(directory))); // git wants folders that have nothing in them
        foreach (var item in items.Where(item => item.Extension != ".lock" && item.Name != ".lock"))
        {
            var path = PathOf(item);
            if (item is DirectoryInfo inner && item.LinkTarget is null)
                Add(inner, entries, archives);
            else if (!wanted.Includes(path.Split('/')))
                continue;
            else if (ArchiveOf(item) is { } archive)
            {
                archives.Add(archive);
                entries.Add(item.LinkTarget is null
                    ? new FileEntry(path, item.FullName)
                    : new LinkEntry(path, SlashPath.Relative(SlashPath.Folder(path), archive)));
            }
            else if (item is FileInfo && item.LinkTarget is null)
                entries.Add(new FileEntry(path, item.FullName));
        }
    }

    private void AddAll(DirectoryInfo directory, List<LayerEntry> entries)
    {
        entries.Add(new DirectoryEntry(PathOf(directory)));
        foreach (var item in directory.EnumerateFileSystemInfos())
        {
            if (item.LinkTarget is { } target)
                entries.Add(new LinkEntry(PathOf(item), target.Replace('\\', '/')));
            else if (item is DirectoryInfo inner)
                AddAll(inner, entries);
            else
                entries.Add(new FileEntry(PathOf(item), item.FullName));
        }
    }

    // archive-v0/ID; null for what does not lead to one.
    private string? ArchiveOf(FileSystemInfo item)
    {
        var target = item.LinkTarget
            ?? (item is FileInfo { Length: < LongestPointer and > 0 } ? File.ReadAllText(item.FullName).Trim() : "");
        return target.Replace('\\', '/').Split('/') is [.., var bucket, var id]
            && bucket.StartsWith("archive-", StringComparison.Ordinal)
            && Directory.Exists(Path.Combine(folder, bucket, id))
                ? $"{bucket}/{id}"
                : null;
    }

    private string PathOf(FileSystemInfo item) =>
        Path.GetRelativePath(folder, item.FullName).Replace('\\', '/');
}
