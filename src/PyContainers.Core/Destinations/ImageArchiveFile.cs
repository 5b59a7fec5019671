using System.Globalization;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Destinations;

/// <summary>An archive that the .NET SDK writes. It tells by a stack trace that it cannot, and leaves half of
/// it.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Before">When it was last written before, as text.</param>
public sealed record ImageArchiveFile(string Path, string Before)
{
    // Headers of the tar format, manifest and config.
    private const long Overhead = 1 << 20;

    /// <summary>The file that the SDK writes, as it is now.</summary>
    /// <param name="output"><c>ContainerArchiveOutputPath</c> as a full path: the file, or a folder for it.</param>
    /// <param name="repository">The image's name.</param>
    public static ImageArchiveFile Of(string output, string repository)
    {
        var isFolder = Directory.Exists(output) || System.IO.Path.GetFileName(output).Length == 0;
        var file = isFolder ? System.IO.Path.GetFullPath(repository + ".tar.gz", output) : output;
        return new ImageArchiveFile(file, Time(file));
    }

    /// <summary>Claims the room for it for a moment.</summary>
    /// <param name="bytes">The size of its layers.</param>
    /// <exception cref="PyContainersException">PYC4030.</exception>
    public void CheckRoom(long bytes)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var there = 0L;
            if (File.Exists(Path))
            {
                using var old = File.OpenWrite(Path);
                there = old.Length;
            }

            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                PreallocationSize = Math.Max(bytes + Overhead - there, 0),
                Options = FileOptions.DeleteOnClose,
            };
            new FileStream(AtomicFile.TemporaryBeside(Path), options).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PublishErrors.ArchiveNotWritable(Path, bytes, e.Message);
        }
    }

    /// <summary>After a failure: removes what was written of it since.</summary>
    /// <returns>Whether there was something; false when the file is what it was before.</returns>
    public bool RemoveIfBegun()
    {
        if (!File.Exists(Path) || Time(Path) == Before)
            return false;
        File.Delete(Path);
        return true;
    }

    private static string Time(string file) =>
        File.GetLastWriteTimeUtc(file).Ticks.ToString(CultureInfo.InvariantCulture);
}
