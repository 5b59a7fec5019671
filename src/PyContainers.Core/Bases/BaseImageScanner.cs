using System.Buffers;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Elf;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Bases;

/// <summary>What a base image's layers tell.</summary>
/// <param name="Facts">What can run in it.</param>
/// <param name="Tree">What our layers lie on.</param>
/// <param name="Libraries">What compiled files of ours can be loaded with.</param>
/// <param name="Packages">What its package manager has installed.</param>
public sealed record ScannedBase(BaseImageFacts Facts, BaseTree Tree, BaseLibraries Libraries, BasePackages Packages);

/// <summary>Finds out what a base image offers by reading its layers once, without unpacking them.</summary>
public static partial class BaseImageScanner
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueWhiteout = ".wh..wh..opq";

    // Far above any real libc or passwd; a file beyond it is not read into memory.
    private const long LargestContent = 64 << 20;

    /// <summary>Reads the layers.</summary>
    /// <param name="layers">Open each layer, from bottom to top; a layer may be opened twice.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="PyContainersException">PYC3016.</exception>
    public static ScannedBase Scan(IEnumerable<Func<Stream>> layers, CancellationToken cancellation = default)
    {
        var tree = new ImageTree();
        foreach (var layer in layers)
        {
            try
            {
                using var stream = Decompressed(layer);
                Apply(tree, stream, cancellation);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or FormatException or ArgumentException)
            {
                throw ImageErrors.LayerUnreadable(e.Message.TrimEnd('.'), e);
            }
        }
        return new ScannedBase(Facts(tree), tree.Folders(), BaseLibraries.Of(tree), BasePackages.Of(tree));
    }

    private static Stream Decompressed(Func<Stream> layer)
    {
        Span<byte> magic = stackalloc byte[4];
        int read;
        using (var start = layer())
            read = start.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (magic[..read].StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]))
            throw ImageErrors.LayerUnreadable("it is compressed with zstd");
        return Gzip.Starts(magic[..read])
            ? new GZipStream(layer(), CompressionMode.Decompress)
            : layer();
    }

    private static void Apply(ImageTree tree, Stream stream, CancellationToken cancellation)
    {
        // Whiteouts are about the layers below only, wherever in this layer they stand: so this layer's own entries go
        // in after all of them.
        var own = new List<Action>();
        using var reader = new TarReader(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = entry.Name.TrimEnd('/');
            var slash = path.LastIndexOf('/');
            var (folder, name) = slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
            if (name == OpaqueWhiteout)
                tree.Clear(folder);
            else if (name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
                tree.Remove($"{folder}/{name[WhiteoutPrefix.Length..]}");
            else
                own.Add(Addition(tree, entry, path, name));
        }
        own.ForEach(add => add());
    }

    private static Action Addition(ImageTree tree, TarEntry entry, string path, string name)
    {
        var link = entry.LinkName;
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                var access = ((int)entry.Mode, entry.Uid, entry.Gid);
                return () => tree.AddFolder(path, access);
            case TarEntryType.SymbolicLink:
                return () => tree.Add(path, new ImageTree.Node { Link = link });
            case TarEntryType.HardLink:
                // Linux has none to folders: the tree would have a circle.
                return () => tree.Add(path, tree.Find(link) is { Children: null } file ? file : new ImageTree.Node());
            case TarEntryType.GlobalExtendedAttributes:
                return () => { };
            default:
                var node = Node(entry, path, name);
                return () => tree.Add(path, node);
        }
    }

    private static ImageTree.Node Node(TarEntry entry, string path, string name)
    {
        var isText = name is "passwd" or "group" && Path.GetFileName(Path.GetDirectoryName(path)) == "etc"
            || BaseLibraries.IsConfiguration("/" + path.TrimStart('.', '/')) || BasePackages.IsTold(path);
        var isLibrary = name.Contains(".so", StringComparison.Ordinal) && !IsPlugin(path);
        var named = LibcName().Match(name) is { Success: true } match ? match.Groups["version"].Value : null;
        if (!isText && !isLibrary || entry.DataStream is null || entry.Length > LargestContent)
            return new ImageTree.Node { Note = named };

        var buffer = ArrayPool<byte>.Shared.Rent((int)entry.Length);
        try
        {
            var content = buffer.AsMemory(0, (int)entry.Length);
            entry.DataStream.ReadExactly(content.Span);
            if (isText)
                return new ImageTree.Node { Note = Encoding.UTF8.GetString(content.Span) };
            using var stream = new MemoryStream(buffer, 0, content.Length, writable: false);
            return new ImageTree.Node
            {
                Note = named ?? (name == "libc.so.6" ? GlibcVersion(content.Span) : null),
                Library = ElfFile.Read(stream),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Loaded by name from a place of their own: glibc's converters, Python's modules.
    private static bool IsPlugin(string path) =>
        path.Contains("/gconv/", StringComparison.Ordinal) || path.Contains("/lib-dynload/", StringComparison.Ordinal);

    private static string? GlibcVersion(ReadOnlySpan<byte> content)
    {
        var sentence = "stable release version "u8;
        var at = content.IndexOf(sentence);
        if (at < 0)
            return null;
        var rest = content[(at + sentence.Length)..];
        return
            VersionStart().Match(Encoding.ASCII.GetString(rest[..Math.Min(rest.Length, 16)]))
                is { Success: true } version
            ? version.Value
            : null;
    }

    private static BaseImageFacts Facts(ImageTree tree)
    {
        var files = tree.Files().ToList();
        var glibc = files.Where(f => f.Name == "libc.so.6" || LibcName().IsMatch(f.Name))
            // A copy that an application brings is not what the loader finds.
            .OrderBy(f => IsSystemLibrary(f.Path) ? 0 : 1)
            .Select(f => tree.Find(f.Path)?.Note).FirstOrDefault(v => v is not null);
        var passwd = tree.Find("etc/passwd")?.Note ?? "";
        return new BaseImageFacts(
            glibc,
            files.Any(f => IsSystemLibrary(f.Path) && MuslLoader().IsMatch(f.Name)),
            tree.Find("bin/sh") is { Children: null },
            [.. Users(passwd)],
            [
                .. files
                    .Where(f => InterpreterPath().IsMatch(f.Path) && tree.Find(f.Path) is { Children: null })
                    .Select(f => f.Path),
            ],
            [.. Programs(tree).Order(StringComparer.Ordinal)],
            passwd,
            tree.Find("etc/group")?.Note ?? "",
            CertificateBundle.ToTell(tree));
    }

    private static IEnumerable<string> Programs(ImageTree tree) =>
        from folder in BaseImageFacts.ProgramFolders
        from name in tree.Find(folder)?.Children?.Keys ?? Enumerable.Empty<string>()
        let path = $"{folder}/{name}"
        where tree.Find(path) is { Children: null }
        select path;

    private static bool IsSystemLibrary(string path) =>
        path.StartsWith("/lib", StringComparison.Ordinal) || path.StartsWith("/usr/lib", StringComparison.Ordinal);

    private static IEnumerable<PasswdEntry> Users(string passwd)
    {
        foreach (var line in passwd.Split('\n'))
        {
            if (line.TrimEnd('\r').Split(':') is [{ Length: > 0 } name, _, var uid, var gid, _, var home, ..]
                && int.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
                && int.TryParse(gid, NumberStyles.None, CultureInfo.InvariantCulture, out var group))
                yield return new PasswdEntry(name, user, group, home);
        }
    }

    [GeneratedRegex(
        @"^libc-(?<version>2\.[0-9]+)\.so\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LibcName();

    [GeneratedRegex(@"^[0-9]+\.[0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VersionStart();

    [GeneratedRegex(@"^ld-musl-[a-z0-9_]+\.so\.1\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MuslLoader();

    [GeneratedRegex(@"/bin/python3\.[0-9]+t?\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InterpreterPath();
}
