namespace PyContainers.Core.Common;

/// <summary>Writes files so that a reader, a second build or a killed process never sees half of one: a temporary name
/// beside the target, then a move.</summary>
public static class AtomicFile
{
    private const string Extension = ".tmp";

    private const int MostAttempts = 3;

    /// <summary>Lets <paramref name="write"/> fill a temporary file and moves it to <paramref name="path"/>, replacing
    /// what is there. What killed processes left of earlier attempts is removed.</summary>
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
                break;
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

        Sweep(path);
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
    /// one volume.</summary>
    public static string TemporaryBeside(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Path.Combine(Path.GetDirectoryName(path)!, $"{Prefix(path)}{Guid.NewGuid():N}{Extension}");
    }

    /// <summary>Removes the temporary files of <paramref name="path"/> that nobody has open: a killed process left
    /// them.</summary>
    public static void Sweep(string path)
    {
        var prefix = Prefix(path);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*" + Extension))
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

    private static string Prefix(string path) => $".{Path.GetFileName(path)}.";

    // The sweep of another process met the file before its lock, or between the last byte and the move.
    private static bool IsSwept(IOException e) => e is FileNotFoundException || FileLock.IsHeld(e);
}
