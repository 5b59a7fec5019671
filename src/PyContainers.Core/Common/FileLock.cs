namespace PyContainers.Core.Common;

/// <summary>A lock between processes: an open file that nobody shares. The system lets go of it when its process ends,
/// however that happens.</summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock's file; created with its folder, and left behind empty.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static FileLock Wait(string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileLock(
                    new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1)
                );
            }
            catch (IOException e) when (IsHeld(e))
            {
                cancellation.WaitHandle.WaitOne(s_pause);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Whether a file could not be opened because somebody has it for himself.</summary>
    /// <remarks>ERROR_SHARING_VIOLATION; EWOULDBLOCK of Linux and of macOS.</remarks>
    internal static bool IsHeld(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) == 32 : e.HResult is 11 or 35;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
