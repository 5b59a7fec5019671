using PyContainers.Core.Common;

namespace PyContainers.Core.Cache;

/// <summary>
/// Keeps the user's cache of layers and bytecode from growing for ever: what nobody has used for 30 days goes, and of
/// the rest the
/// least recently used until the size is right. What was used within a day stays in any case, for a build that runs now
/// may need it.
/// </summary>
/// <param name="cache">The cache.</param>
/// <param name="limit">How many bytes it may hold.</param>
/// <param name="time">Tells what is old. It never gets into a layer.</param>
public sealed class CachePruner(LayerCache cache, long limit, TimeProvider time)
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_unused = TimeSpan.FromDays(30);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Prunes, at most once a day: to look at everything takes longer than a small publish.</summary>
    /// <param name="cancellation">Ends it; there is another day.</param>
    /// <returns>How many bytes were freed.</returns>
    public long PruneDaily(CancellationToken cancellation = default)
    {
        var marker = Path.Combine(cache.Folder, "pruned");
        if (!Directory.Exists(cache.Folder) || File.Exists(marker) && Now - File.GetLastWriteTimeUtc(marker) < s_day)
            return 0;
        AtomicFile.Write(marker, _ => { });
        File.SetLastWriteTimeUtc(marker, Now);
        return Prune(cancellation);
    }

    private long Prune(CancellationToken cancellation)
    {
        var items = Items().OrderBy(item => item.Used).ToList();
        var size = items.Sum(item => item.Size);
        var freed = 0L;
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            var age = Now - item.Used;
            var isScratch = item.Info.Name.StartsWith('.'); // left behind by a killed build
            var tooOld = age > s_unused || age > s_day && (isScratch || size - freed > limit);
            if (tooOld && IsStillAsOld(item.Info, item.Used))
                freed += Delete(item.Info) ? item.Size : 0;
        }

        DropKeysWithoutBlob();
        return freed;
    }

    private IEnumerable<(FileSystemInfo Info, DateTime Used, long Size)> Items() =>
        In(cache.Blobs).Concat(In(cache.Bytecode)).Concat(In(cache.Fragments))
            .Select(info => (info, info.LastWriteTimeUtc, SizeOf(info)));

    private void DropKeysWithoutBlob()
    {
        foreach (var key in In(cache.Keys).Where(file => file.Extension == ".json"))
        {
            if (cache.BlobOf(key.FullName) is { } blob && File.Exists(blob))
                continue;
            Delete(key);
            Delete(new FileInfo(Path.ChangeExtension(key.FullName, ".lock")));
        }
    }

    private static IEnumerable<FileSystemInfo> In(string folder) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFileSystemInfos() : [];

    // A build may have found it while the others were looked at.
    private static bool IsStillAsOld(FileSystemInfo info, DateTime used)
    {
        info.Refresh();
        return info.Exists && info.LastWriteTimeUtc == used;
    }

    private static long SizeOf(FileSystemInfo info)
    {
        try
        {
            return info is DirectoryInfo folder
                ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
                : ((FileInfo)info).Length;
        }
        catch (IOException)
        {
            return 0; // the scratch of a build that runs now: it has just been moved to its place
        }
    }

    private static bool Delete(FileSystemInfo info)
    {
        try
        {
            if (info is DirectoryInfo folder)
                Folders.Delete(folder.FullName);
            else
                info.Delete();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // in use, or another build was faster: there is another day
        }
    }
}
