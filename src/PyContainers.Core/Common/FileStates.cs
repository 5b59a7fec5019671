using System.Globalization;
using System.Runtime.ExceptionServices;

namespace PyContainers.Core.Common;

/// <summary>
/// What lies at paths, as text that differs when it differs: kind, permission to execute, a link's target, a file's
/// content. Never a time: a checkout, an unpacked archive or a restored cache may bring new content with an old one.
/// </summary>
public static class FileStates
{
    // Read every time: at a gigabyte a second that is nothing.
    private const long AlwaysRead = 8 << 20;

    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>One line for each path, in their order.</summary>
    /// <param name="paths">Full paths of files and links.</param>
    /// <param name="memory">A file that keeps the digests of large files: one with the same size and the same times of
    /// change and of creation is not read again. Made if there are any.</param>
    /// <exception cref="SpecialFileException">One is a pipe, a socket or a device.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths, string memory)
    {
        var known = File.Exists(memory) ? File.ReadAllLines(memory).ToHashSet(StringComparer.Ordinal) : [];
        var kept = new string?[paths.Count];
        var lines = new string[paths.Count];
        try
        {
            Parallel.For(0, paths.Count, at => (lines[at], kept[at]) = Of(paths[at], known));
        }
        catch (AggregateException e) when (e.InnerException is IOException or UnauthorizedAccessException)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }

        var large = kept.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (large.Count > 0 || known.Count > 0)
            AtomicFile.WriteIfDifferent(memory, string.Concat(large.Select(line => line + "\n")));
        return lines;
    }

    private static (string Line, string? Kept) Of(string path, HashSet<string> known)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (info.LinkTarget is not { } target)
            return info is FileInfo file ? OfFile($"{path}|", file, known) : ($"{path}|folder", null);
        // A build may follow the link: what is behind it counts.
        return info is FileInfo && info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo behind
            ? OfFile($"{path}|-> {target}|", behind, known)
            : ($"{path}|-> {target}", null);
    }

    private static (string Line, string? Kept) OfFile(string start, FileInfo file, HashSet<string> known)
    {
        if (!file.Exists)
            return (start + "nothing", null);
        var mode = !OperatingSystem.IsWindows() && (file.UnixFileMode & AnyExecute) != UnixFileMode.None ? "x " : "";
        // What is neither file nor folder, a pipe or a socket, has no length, and reading it may wait for ever.
        if (file.Length == 0)
        {
            SpecialFile.Refuse(file.FullName);
            return (start + mode + "empty", null);
        }

        if (file.Length <= AlwaysRead)
            return (start + mode + Digests.OfFile(file.FullName), null);
        var identity = string.Create(
            CultureInfo.InvariantCulture,
            $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}|{file.CreationTimeUtc.Ticks}|");
        var line = known.FirstOrDefault(one => one.StartsWith(identity, StringComparison.Ordinal))
            ?? identity + Digests.OfFile(file.FullName);
        return (start + mode + line[identity.Length..], line);
    }
}
