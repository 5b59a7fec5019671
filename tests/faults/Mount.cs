using System.Diagnostics;

namespace PyContainers.Faults;

/// <summary>A file system over a folder, as long as it is needed. Root's to make.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _folder;

    private Mount(string folder) => _folder = folder;

    /// <summary>An empty one with little room.</summary>
    /// <param name="folder">Where; made when missing.</param>
    /// <param name="size">Its room, <c>2m</c>.</param>
    public static Mount Small(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
        return new Mount(folder);
    }

    /// <summary>What is in a folder, read-only: for root too, whom modes do not hold.</summary>
    /// <param name="folder">Where; made when missing.</param>
    /// <param name="content">What is seen there.</param>
    public static Mount ReadOnly(string folder, string content)
    {
        Directory.CreateDirectory(folder);
        Run("mount", "--bind", content, folder);
        Run("mount", "-o", "remount,bind,ro", folder);
        return new Mount(folder);
    }

    public void Dispose() => Run("umount", "-l", _folder);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
    }
}
