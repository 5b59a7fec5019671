namespace PyContainers.Core.Common;

/// <summary>Writes files so that a reader, a second build or a killed process never sees half of one: a temporary name
/// beside the target, then a move.</summary>
public static class AtomicFile
{
    private const string Extension = ".tmp";

    private const int MostAttempts = 3;

    /// <summary>Lets <paramref name="write"/> fill a temporary file and moves it to <paramref name="path"/>, replacing
    /// what is there.</summary>
    /// <param name="path">The final path; its folder is created.</param>
    /// <param name="write">Receives the open temporary file; called again when another process took that file for a
    /// killed one's. When it throws, the temporary file is deleted and <paramref name="path"/> is untouched.</param>
    public static void Write(string path, Action<FileStream> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            var temporary = TemporaryBeside(path);
            try
            {
                using (
                    var stream = new FileStream(
                        temporary,
                        FileMode.CreateNew,
                        FileAccess.ReadWrite,
                        FileShare.None,
                        1 << 16
                    )
                )
                    write(stream);
                BusyFiles.Move(temporary, path);
                return;
            }
            catch (IOException e) when (attempt < MostAttempts && IsSwept(e))
            {
                File.Delete(temporary);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark; leaves a file with the same text alone, so that its
    /// time stays.</summary>
    /// <returns>Whether the file was written.</returns>
    public static bool WriteIfDifferent(string path, string text)
    {
        if (File.Exists(path) && string.Equals(File.ReadAllText(path), text, StringComparison.Ordinal))
            return false;
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
        return true;
    }

    /// <summary>A name that nobody else uses, in the folder of <paramref name="path"/>, so that the later move stays on
    /// one volume. Files of such names that nobody has open go: killed processes left them.</summary>
    public static string TemporaryBeside(string path)
    {
        var (folder, prefix) = (Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.");
        Directory.CreateDirectory(folder);
        Sweep(folder, prefix);
        return Path.Combine(folder, $"{prefix}{Guid.NewGuid():N}{Extension}");
    }

    private static void Sweep(string folder, string prefix)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            if (!Path.GetFileName(file).StartsWith(prefix, StringComparison.Ordinal))
                continue;
            try
            {
                FileLock.TryTake(file)?.Remove();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another process was faster: it disturbs nobody.
            }
        }
    }

    // The sweep of another process met the file before its lock, or between the last byte and the move.
    private static bool IsSwept(IOException e) => e is FileNotFoundException || FileLock.IsHeld(e);
}
