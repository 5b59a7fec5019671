namespace PyContainers.Core.Common;

/// <summary>Deletes folders as every host allows it.</summary>
public static class Folders
{
    /// <summary>Deletes a folder with all that is in it; links are deleted, not what they lead to. One that is not
    /// there is no failure.</summary>
    /// <param name="path">Its full path.</param>
    /// <exception cref="IOException">Something in it is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">Something in it may not be deleted.</exception>
    public static void Delete(string path) => BusyFiles.Retry(() => Remove(new DirectoryInfo(path)));

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
