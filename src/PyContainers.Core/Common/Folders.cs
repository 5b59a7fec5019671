namespace PyContainers.Core.Common;

/// <summary>Deletes folders as every host allows it, and knows which ones nobody uses.</summary>
public static class Folders
{
    private static readonly TimeSpan s_unused = TimeSpan.FromDays(30);

    /// <summary>Deletes a folder with all that is in it; links are deleted, not what they lead to. One that is not
    /// there is no failure.</summary>
    /// <param name="path">Its full path.</param>
    /// <exception cref="IOException">Something in it is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">Something in it may not be deleted.</exception>
    public static void Delete(string path) => BusyFiles.Retry(() => Remove(new DirectoryInfo(path)));

    /// <summary>Folders in a cache that nobody has used for a month; one that is being made has a dot.</summary>
    /// <param name="parent">The cache, as a full path.</param>
    /// <param name="now">What time it is.</param>
    internal static IEnumerable<DirectoryInfo> Unused(string parent, DateTime now) =>
        new DirectoryInfo(parent).EnumerateDirectories()
            .Where(folder => folder.Name[0] != '.' && now - folder.LastWriteTimeUtc > s_unused);

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unprotect(folder);
            folder.Delete(recursive: true);
        }
    }

    // Read-only files, which Windows does not delete, and folders, which Linux does not empty. A junction stops Windows
    // too (dotnet/runtime#86249).
    private static void Unprotect(DirectoryInfo folder)
    {
        folder.Attributes &= ~FileAttributes.ReadOnly;
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            if (item.LinkTarget is not null)
                item.Delete();
            else if (item is DirectoryInfo inner)
                Unprotect(inner);
            else
                item.Attributes &= ~FileAttributes.ReadOnly;
        }
    }
}
