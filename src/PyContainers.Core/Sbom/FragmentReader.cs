using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;

namespace PyContainers.Core.Sbom;

/// <summary>Reads a layer once, and says what it holds. From its bytes alone: so a fragment belongs to a digest,
/// whoever wrote the layer and when.</summary>
public static partial class FragmentReader
{
    // A compiled file beyond it is an application's, no interpreter's.
    private const long LargestLibrary = 256 << 20;

    /// <summary>Reads a layer.</summary>
    /// <param name="layer">The <c>tar.gz</c>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static LayerFragment Read(Stream layer, CancellationToken cancellation)
    {
        var files = new SortedDictionary<string, FragmentFile>(StringComparer.Ordinal);
        var texts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var libraries = new List<BundledLibrary>();
        using var gzip = new GZipStream(layer, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = entry.Name;
            if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                files[path] = new FragmentFile(path, null, entry.LinkName);
            else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                files[path] = File(entry, path, texts, libraries);
        }

        return Owned(files, texts, libraries);
    }

    private static FragmentFile File(
        TarEntry entry, string path, SortedDictionary<string, byte[]> texts, List<BundledLibrary> libraries)
    {
        if (entry.DataStream is not { } stream)
            return new FragmentFile(path, Digests.Of([]), null);
        var told = Told().IsMatch(path);
        // Outside of environments: a wheel's libraries are what the wheel's own lists say.
        var compiled = entry.Length <= LargestLibrary && !path.Contains("/site-packages/", StringComparison.Ordinal);
        using var start = new MemoryStream();
        if (!told && (!compiled || !Compiled(stream, start)))
            return new FragmentFile(path, Hash(start, stream), null);
        stream.CopyTo(start);
        var content = start.ToArray();
        if (told)
            texts[path] = content;
        else
            libraries.AddRange(BundledLibrary.In(path, content));
        return new FragmentFile(path, Digests.Of(content), null);
    }

    // Puts the bytes that it takes from the stream into start.
    private static bool Compiled(Stream stream, MemoryStream start)
    {
        Span<byte> magic = stackalloc byte[4];
        var read = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        start.Write(magic[..read]);
        return magic[..read].SequenceEqual("\u007fELF"u8);
    }

    private static string Hash(MemoryStream start, Stream rest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(start.GetBuffer(), 0, (int)start.Length);
        var buffer = new byte[1 << 16];
        while (rest.Read(buffer) is var read and > 0)
            hash.AppendData(buffer, 0, read);
        return Digests.Format(hash.GetHashAndReset());
    }

    private static LayerFragment Owned(
        SortedDictionary<string, FragmentFile> files, SortedDictionary<string, byte[]> texts,
        List<BundledLibrary> libraries)
    {
        var installed = texts.Keys.Where(path => path.EndsWith("/RECORD", StringComparison.Ordinal))
            .Select(path => InstalledFiles.Of(SlashPath.Folder(path), texts)).ToList();
        var owners = new Dictionary<string, InstalledFiles>(StringComparer.Ordinal);
        foreach (var one in installed)
        {
            // Of several that record a file, it is the one's whose record has its hash; the first one's, if all have.
            foreach (var (path, digest) in one.Recorded.Where(pair => files.ContainsKey(pair.Key)))
            {
                if (!owners.TryGetValue(path, out var first)
                    || first.Recorded[path] != files[path].Digest && digest == files[path].Digest)
                    owners[path] = one;
            }
        }

        var listed = files.Values.Where(file => !IsBytecodeOf(file.Path, files)).ToLookup(
            file => owners.GetValueOrDefault(file.Path));
        return new LayerFragment(
            LayerFragment.CurrentFormat,
            [
                .. installed.Select(one => one.Describe(texts, [.. listed[one]]))
                    .OrderBy(one => one.Environment, StringComparer.Ordinal)
                    .ThenBy(one => one.Name, StringComparer.Ordinal),
            ],
            [.. listed[null]],
            [
                .. libraries.OrderBy(one => one.Name, StringComparer.Ordinal)
                    .ThenBy(one => one.File, StringComparer.Ordinal)
                    .DistinctBy(one => (one.Name, one.Version)),
            ]);
    }

    private static bool IsBytecodeOf(string path, SortedDictionary<string, FragmentFile> files) =>
        Bytecode().Match(path) is { Success: true } match
        && files.ContainsKey($"{match.Groups["folder"].Value}{match.Groups["name"].Value}.py");

    [GeneratedRegex(@"/site-packages/[^/]+\.dist-info/(METADATA|RECORD|WHEEL|sboms/[^/]+\.json)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Told();

    [GeneratedRegex(@"^(?<folder>(.*/)?)__pycache__/(?<name>[^/]+)\.cpython-[^/.]+(\.opt-\d)?\.pyc\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bytecode();
}
