using System.Diagnostics;

namespace PyContainers.Core.Common;

/// <summary>A lock between processes: an open file that nobody shares. The system lets go of it when its process ends,
/// however that happens.</summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock's file; created with its folder, and left behind empty.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="waits">Called once when somebody else has held the lock for a while.</param>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static FileLock Wait(string path, CancellationToken cancellation, Action? waits = null)
    {
        var watch = Stopwatch.StartNew();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            if (Open(path, FileMode.OpenOrCreate) is { } taken)
                return taken;
            cancellation.WaitHandle.WaitOne(s_pause);
            cancellation.ThrowIfCancellationRequested();
            if (watch.Elapsed > s_patience)
                waits?.Invoke();
            waits = watch.Elapsed > s_patience ? null : waits;
        }
    }

    /// <summary>Takes the lock of a file that is there already.</summary>
    /// <param name="path">The lock's file.</param>
    /// <returns>Null when somebody else holds it, when it is gone, or when it is another user's.</returns>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return Open(path, FileMode.Open);
        }
        catch (Exception e) when (e is FileNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileLock? Open(string path, FileMode mode)
    {
        try
        {
            return new FileLock(new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>Whether a file could not be opened because somebody has it for himself.</summary>
    /// <remarks>ERROR_SHARING_VIOLATION; EWOULDBLOCK of Linux and of macOS.</remarks>
    internal static bool IsHeld(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) == 32 : e.HResult is 11 or 35;

    /// <summary>Lets go of the lock and removes its file.</summary>
    public void Remove()
    {
        Dispose();
        File.Delete(_file.Name);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
