namespace PyContainers.Core.Common;

/// <summary>A folder for the time of one piece of work.</summary>
public sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "pycontainers-";

    /// <summary>Makes one in the temporary folder.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ScratchFolder() => Path = Directory.CreateTempSubdirectory(Prefix).FullName;

    /// <summary>Makes one where what is done in it is to stay: a move from the temporary folder may be a
    /// copy.</summary>
    /// <param name="path">A full path that nobody else uses.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ScratchFolder(string path) => Path = Directory.CreateDirectory(path).FullName;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Removes it with all that is in it. What cannot be removed stays: it would hide how the work
    /// ended.</summary>
    public void Dispose()
    {
        try
        {
            Folders.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On Windows a file that a virus scanner, for one, has open.
        }
    }
}
