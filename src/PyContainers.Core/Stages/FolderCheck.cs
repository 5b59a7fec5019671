using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Stages;

/// <summary>Finds out that a folder cannot be written before NuGet, MSBuild or a stage does, each in its
/// words.</summary>
public static class FolderCheck
{
    /// <summary>Makes the folder where it is missing, and writes a file that goes at once.</summary>
    /// <param name="folder">Its full path.</param>
    /// <exception cref="PyContainersException">PYC2063.</exception>
    public static void Run(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(folder);
        try
        {
            var file = AtomicFile.TemporaryBeside(Path.Combine(full, "writable"));
            new FileStream(
                file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.FolderNotWritable(full, e.Message);
        }
    }
}
