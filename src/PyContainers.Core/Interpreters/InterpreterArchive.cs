using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Interpreters;

/// <summary>
/// The interpreter as python-build-standalone's <c>install_only</c> archive has it: one folder <c>python/</c>. Taken
/// from the archive and
/// not from an installed tree, because uv patches the latter with paths of this host and a run leaves bytecode in it.
/// </summary>
/// <param name="Folder">Where the kept files were unpacked to.</param>
/// <param name="Links">Symbolic links, path to target; not created on disk, where a Windows host could not.</param>
public sealed record InterpreterArchive(string Folder, IReadOnlyDictionary<string, string> Links)
{
    private const string Root = "python/";

    // As Linux: more in a row are taken for a circle.
    private const int MostLinks = 40;

    /// <summary>Unpacks what an image needs.</summary>
    /// <param name="archive">Full path of the verified <c>tar.gz</c>.</param>
    /// <param name="folder">An empty folder; the caller deletes it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="PyContainersException">PYC1012.</exception>
    public static InterpreterArchive Unpack(string archive, string folder, CancellationToken cancellation)
    {
        try
        {
            return new InterpreterArchive(folder, Extract(archive, folder, cancellation));
        }
        // The last three are of names: a NUL, a file where a folder is, and one that no system takes.
        catch (Exception e) when (e is InvalidDataException or ArgumentException or UnauthorizedAccessException
            or PathTooLongException)
        {
            throw UvErrors.InterpreterArchive($"'{archive}' is damaged: {e.Message}");
        }
    }

    private static SortedDictionary<string, string> Extract(
        string archive, string folder, CancellationToken cancellation)
    {
        var links = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var file = File.OpenRead(archive);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = entry.Name.StartsWith(Root, StringComparison.Ordinal) ? entry.Name[Root.Length..] : "";
            if (path.Length == 0 || path.Split('/').Contains("..") || !InterpreterContent.IsKept(path))
                continue;
            if (!HostPath.CanBe(path, OperatingSystem.IsWindows()))
                throw new InvalidDataException($"'{path}' cannot be a file on Windows");
            if (entry.EntryType is TarEntryType.SymbolicLink)
                links[path] = entry.LinkName;
            else if (
                entry.EntryType is TarEntryType.HardLink
                && entry.LinkName.StartsWith(Root, StringComparison.Ordinal)
            )
                links[path] = SlashPath.Relative(SlashPath.Folder(path), entry.LinkName[Root.Length..]);
            else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                Extract(entry, Path.Combine(folder, path));
        }

        return links;
    }

    /// <summary>The interpreter's entries at its place in the image.</summary>
    /// <param name="prefix">For instance <c>/opt/python</c>.</param>
    /// <param name="minorVersion">For instance <c>3.13</c>.</param>
    public IEnumerable<LayerEntry> Entries(string prefix, string minorVersion)
    {
        var needsLibrary = NeedsSharedLibrary(minorVersion);
        return Placed(prefix, path => needsLibrary || !InterpreterContent.IsSharedLibrary(path), needsLibrary);
    }

    /// <summary>The interpreter's shared library, which only what embeds Python needs.</summary>
    /// <param name="prefix">For instance <c>/opt/python</c>.</param>
    public IEnumerable<LayerEntry> SharedLibrary(string prefix) =>
        Placed(prefix, InterpreterContent.IsSharedLibrary, withLibrary: true);

    private IEnumerable<LayerEntry> Placed(string prefix, Func<string, bool> isWanted, bool withLibrary)
    {
        var root = prefix.TrimStart('/');
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Folder, file).Replace('\\', '/');
            if (!isWanted(path))
                continue;
            if (IsBuildData(path))
                Relocate(file, prefix);
            yield return new FileEntry(
                $"{root}/{path}",
                file,
                Executable: path.StartsWith("bin/", StringComparison.Ordinal) ? true : null
            );
        }

        foreach (var (path, target) in Links)
        {
            if (isWanted(path) && LeadsSomewhere(path, prefix + "/", withLibrary, MostLinks))
                yield return new LinkEntry($"{root}/{path}", target);
        }
    }

    // What an image has no use for is left out, and so are links to it, and links to those.
    private bool LeadsSomewhere(string link, string prefix, bool withLibrary, int most)
    {
        var target = Links[link];
        var resolved =
            target.StartsWith(prefix, StringComparison.Ordinal) ? SlashPath.Resolve("", target[prefix.Length..])
            : target.StartsWith('/') ? null
            : SlashPath.Resolve(SlashPath.Folder(link), target);
        if (resolved is null || !withLibrary && InterpreterContent.IsSharedLibrary(resolved))
            return false;
        return Links.ContainsKey(resolved)
            ? most > 0 && LeadsSomewhere(resolved, prefix, withLibrary, most - 1)
            : Path.Exists(Path.Combine(Folder, resolved));
    }

    private static void Extract(TarEntry entry, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        entry.DataStream?.CopyTo(target);
    }

    // The dynamic section names a needed library as plain bytes; nothing else in the small executable does.
    private bool NeedsSharedLibrary(string minorVersion)
    {
        var executable = Path.Combine(Folder, "bin", "python" + minorVersion);
        return File.Exists(executable)
            && File.ReadAllBytes(executable).AsSpan().IndexOf(Encoding.ASCII.GetBytes($"libpython{minorVersion}.so"))
                >= 0;
    }

    // sysconfig's data says where the interpreter was built to live; uv writes the install path there, we the image's.
    private static bool IsBuildData(string path) =>
        Path.GetFileName(path).StartsWith("_sysconfigdata_", StringComparison.Ordinal)
        && path.EndsWith(".py", StringComparison.Ordinal);

    private static void Relocate(string file, string prefix) =>
        File.WriteAllText(file, File.ReadAllText(file).Replace("/install", prefix, StringComparison.Ordinal));
}
