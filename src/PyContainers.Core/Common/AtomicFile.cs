namespace PyContainers.Core.Common;

/// <summary>Writes files so that a reader, a second build or a killed process never sees half of one: a temporary name
/// beside the target, then a move.</summary>
public static class AtomicFile
{
    /// <summary>Lets <paramref name="write"/> fill a temporary file and moves it to <paramref name="path"/>, replacing
    /// what is there.</summary>
    /// <param name="path">The final path; its folder is created.</param>
    /// <param name="write">Receives the open temporary file. When it throws, the temporary file is deleted and
    /// <paramref name="path"/> is untouched.</param>
    public static void Write(string path, Action<FileStream> write)
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
        }
        catch
        {
            File.Delete(temporary);
            throw;
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
    /// one volume.</summary>
    public static string TemporaryBeside(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
    }
}
