using System.Collections.Concurrent;

namespace PyContainers.Core.Common;

/// <summary>A folder for the time of one piece of work. A lock beside it says that the work goes on: a folder whose
/// lock nobody holds was left by a process that was killed, and the next process to work there removes it.</summary>
public sealed class ScratchFolder : IDisposable
{
    private const string InTemp = "pycontainers-", InOwn = ".scratch-", LockName = ".lock";

    private static readonly ConcurrentDictionary<string, bool> s_swept = new(StringComparer.Ordinal);

    private readonly FileLock _lock;

    /// <summary>Makes one in the temporary folder.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ScratchFolder()
        : this(System.IO.Path.GetTempPath(), InTemp)
    {
    }

    /// <summary>Makes one where what is done in it is to stay: a move from the temporary folder may be a
    /// copy.</summary>
    /// <param name="parent">Full path of the folder to make it in; created when missing.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ScratchFolder(string parent)
        : this(parent, InOwn)
    {
    }

    private ScratchFolder(string parent, string prefix)
    {
        Directory.CreateDirectory(parent);
        // Once in each process: what is killed later waits for the next.
        if (s_swept.TryAdd(parent, true))
            Sweep(parent, prefix);
        Path = System.IO.Path.Combine(parent, $"{prefix}{Guid.NewGuid():N}");
        _lock = FileLock.Wait(Path + LockName, CancellationToken.None);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Removes it with all that is in it. What cannot be removed stays: it would hide how the work
    /// ended.</summary>
    public void Dispose() => Remove(Path, _lock);

    private static void Sweep(string parent, string prefix)
    {
        foreach (var file in Directory.EnumerateFiles(parent, prefix + "*" + LockName))
        {
            if (FileLock.TryTake(file) is { } taken)
                Remove(file[..^LockName.Length], taken);
        }
    }

    private static void Remove(string folder, FileLock held)
    {
        try
        {
            Folders.Delete(folder);
            held.Remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On Windows a file that a virus scanner, for one, has open: the lock stays for the next sweep.
            held.Dispose();
        }
    }
}
