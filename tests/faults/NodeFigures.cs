using System.Globalization;

namespace PyContainers.Faults;

/// <summary>What a process of MSBuild's that stays between builds holds.</summary>
/// <param name="Process">Its number.</param>
/// <param name="Threads">Its threads but those that MSBuild's server itself leaves behind: one of each build, of an
/// empty project too.</param>
/// <param name="Handles">Its open files, pipes and sockets.</param>
/// <param name="Sockets">How many of these are sockets: a server that listens is one.</param>
/// <param name="Megabytes">Its resident memory.</param>
internal sealed record NodeFigures(int Process, int Threads, int Handles, int Sockets, int Megabytes)
{
    // Above what it has after the tenth build: the thread pool and the garbage collector breathe.
    private const int MoreThreads = 8, MoreHandles = 10, MoreSockets = 1;
    private const double MoreMemory = 1.5;

    /// <summary>The oldest process with a home below a folder; null when none has stayed.</summary>
    /// <param name="root">The folder.</param>
    public static NodeFigures? Of(string root)
    {
        if (Nodes(root) is not [var node, ..])
            return null;
        var folder = $"/proc/{node.ToString(CultureInfo.InvariantCulture)}";
        var status = File.ReadAllLines($"{folder}/status")
            .Select(line => line.Split(':', 2)).ToDictionary(line => line[0], line => line[1].Trim());
        var handles = Directory.GetFileSystemEntries($"{folder}/fd");
        return new NodeFigures(
            node,
            Directory.GetDirectories($"{folder}/task").Count(IsCounted),
            handles.Length,
            handles.Count(handle => new FileInfo(handle).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal)
                ?? false),
            int.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) / 1024);
    }

    /// <summary>Ends what has stayed.</summary>
    /// <param name="root">The folder of its home.</param>
    public static void End(string root) => Nodes(root).ForEach(node =>
    {
        using var process = System.Diagnostics.Process.GetProcessById(node);
        process.Kill();
    });

    /// <summary>Whether it has not grown.</summary>
    /// <param name="seen">What was seen after each build.</param>
    /// <param name="builds">How many builds there were.</param>
    public static Outcome Judge(IReadOnlyList<NodeFigures> seen, int builds)
    {
        if (seen.Count < builds || seen.DistinctBy(one => one.Process).Count() > 1)
            return Outcome.Wrong($"no process stayed for all of them: {seen.Count} of {builds} seen");
        var (early, late) = (seen[Math.Min(9, seen.Count - 1)], seen[^1]);
        Console.WriteLine($"after ten: {early}; after {builds}: {late}");
        return late.Threads <= early.Threads + MoreThreads && late.Handles <= early.Handles + MoreHandles
            && late.Sockets <= early.Sockets + MoreSockets && late.Megabytes <= early.Megabytes * MoreMemory
                ? Outcome.Right
                : Outcome.Wrong($"it grows: {early} to {late}");
    }

    private static bool IsCounted(string thread)
    {
        try
        {
            return !File.ReadAllText($"{thread}/comm").StartsWith("In-proc Node", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // it has ended
        }
    }

    private static List<int> Nodes(string root) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).OfType<string>()
            .Where(name => name.All(char.IsAsciiDigit) && IsBelow(name, root))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture)).Order(),
    ];

    private static bool IsBelow(string process, string root)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Contains($"\0HOME={root}/", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended, or is another user's
        }
    }
}
