using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>A copy of an application on this machine, for a program that is to find what the image will have.</summary>
/// <param name="folder">Full path of its folder.</param>
/// <param name="makeLink">Makes a symbolic link at a path to a target.</param>
internal sealed class ApplicationCopy(string folder, Action<string, string> makeLink)
{
    /// <summary>Copies.</summary>
    /// <param name="application">Files and links; those elsewhere are not seen.</param>
    /// <param name="root">The application's folder in the image, ex: <c>app/</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Write(IEnumerable<LayerEntry> application, string root, CancellationToken cancellation)
    {
        var copied = new List<(string Path, string Target)>();
        foreach (var entry in application.Where(entry => entry.Path.StartsWith(root, StringComparison.Ordinal)))
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, entry.Path[root.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (entry is FileEntry file)
                Copy(file.Source, path);
            else if (entry is LinkEntry link && !TryLink(path, link.Target))
                copied.Add((path, link.Target));
        }

        // A link may lead to another, which is a copy only then.
        while (copied.RemoveAll(link => TryCopy(link.Path, link.Target)) > 0)
            cancellation.ThrowIfCancellationRequested();
    }

    // Windows asks for a privilege that few users have.
    private bool TryLink(string path, string target)
    {
        try
        {
            makeLink(path, target);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool TryCopy(string path, string target)
    {
        if (target.StartsWith('/'))
            return false; // a place in the image, not here
        var source = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
        if (File.Exists(source))
            Copy(source, path);
        else if (!Directory.Exists(source))
            return false;
        else
            CopyFolder(source, path);
        return true;
    }

    private static void CopyFolder(string source, string path)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).ToList())
        {
            var to = Path.Combine(path, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            Copy(file, to);
        }
    }

    private static void Copy(string source, string path)
    {
        File.Copy(source, path);
        // A database of the application's, and no file that could not be deleted.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserWrite);
    }
}
