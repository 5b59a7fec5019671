using System.ComponentModel;

namespace PyContainers.Core.Common;

/// <summary>
/// Files that somebody else has open. Windows neither moves nor deletes them, and the reason is as a rule gone in a
/// moment: a virus scanner that looks at what was just written, or another project of the same build.
/// </summary>
internal static class BusyFiles
{
    private const int MostAttempts = 8; // 2.5 s in all

    private const int TextFileBusy = 26; // ETXTBSY

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Opens a file for reading while its writer may have it open: a log, a lock, a database of the
    /// user's.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="SpecialFileException">It is a pipe, a socket or a device.</exception>
    public static FileStream OpenRead(string path, FileOptions options = FileOptions.SequentialScan)
    {
        SpecialFile.Refuse(path);
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, options);
        }
        catch (IOException e) when (!OperatingSystem.IsWindows() && FileLock.IsHeld(e))
        {
            return UnlockedFile.OpenRead(path);
        }
    }

    /// <summary>Reads a file whole.</summary>
    /// <inheritdoc cref="OpenRead" path="/param"/>
    public static byte[] ReadAllBytes(string path)
    {
        using var file = OpenRead(path);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Moves a file to where nobody, or another build, has put one.</summary>
    public static void Move(string from, string to) => Retry(() => File.Move(from, to, overwrite: true));

    /// <summary>Moves a folder to where nothing is.</summary>
    /// <exception cref="IOException">Something is there.</exception>
    public static void MoveFolder(string from, string to) =>
        Retry(() =>
        {
            try
            {
                Directory.Move(from, to);
            }
            catch (UnauthorizedAccessException e) when (Directory.Exists(to))
            {
                throw new IOException(e.Message, e); // Windows' words for the same
            }
        });

    /// <summary>Does it, and on Windows does it again while a file is in use.</summary>
    public static void Retry(Action action) => Retry(action, OperatingSystem.IsWindows());

    /// <inheritdoc cref="Retry(Action)"/>
    /// <param name="action">What to do; as a whole, again.</param>
    /// <param name="passes">Whether this host refuses for a while what it allows later.</param>
    internal static void Retry(Action action, bool passes)
    {
        var pause = s_pause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (Exception e) when (passes && attempt < MostAttempts && IsBusy(e))
            {
                CancellationToken.None.WaitHandle.WaitOne(pause);
                pause *= 2;
            }
        }
    }

    // ERROR_ACCESS_DENIED, also for what is about to be deleted; ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION,
    // ERROR_DIR_NOT_EMPTY, for a folder whose files are about to be.
    private static bool IsBusy(Exception e) =>
        e is UnauthorizedAccessException or IOException && (e.HResult & 0xFFFF) is 5 or 32 or 33 or 145
        || e is Win32Exception { NativeErrorCode: TextFileBusy };
}
