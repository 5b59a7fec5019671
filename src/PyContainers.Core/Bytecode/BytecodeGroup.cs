using PyContainers.Core.Tar;

namespace PyContainers.Core.Bytecode;

/// <summary>Sources whose bytecode is kept together, in one folder.</summary>
/// <param name="Key">Digest of everything the bytecode is made from.</param>
/// <param name="Sources">The sources.</param>
public sealed record BytecodeGroup(string Key, IReadOnlyList<BytecodeSource> Sources)
{
    // Small enough that both cores are busy with one big distribution, large enough that forks do not count. Part of
    // the result: see FormatVersion.
    private const int PackSize = 150;

    /// <summary>The Python sources among a distribution's or an application's entries.</summary>
    /// <param name="key">Digest of everything the bytecode is made from.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="minorVersion">For instance <c>3.13</c>.</param>
    public static BytecodeGroup Of(string key, IEnumerable<LayerEntry> entries, string minorVersion)
    {
        var tag = "cpython-" + minorVersion.Replace(".", "", StringComparison.Ordinal);
        return new BytecodeGroup(
            key,
            [
                .. entries
                    .OfType<FileEntry>()
                    .Where(entry => entry.Path.EndsWith(".py", StringComparison.Ordinal))
                    .Select(entry =>
                        new BytecodeSource(entry.Source, entry.Path, PycPath(entry.Path, tag), entry.Recorded)),
            ]
        );
    }

    /// <summary>What is compiled together, in ordinal order, and where in a folder it is kept.</summary>
    public IEnumerable<BytecodePack> Packs(string folder) =>
        Sources
            .OrderBy(source => source.Path, StringComparer.Ordinal)
            .Chunk(PackSize)
            .Select((sources, at) => new BytecodePack(Path.Combine(folder, $"{at}.pack"), sources));

    private static string PycPath(string path, string tag)
    {
        var slash = path.LastIndexOf('/');
        return $"{path[..slash]}/__pycache__/{path[(slash + 1)..^".py".Length]}.{tag}.pyc";
    }
}

/// <summary>A Python source and its bytecode.</summary>
/// <param name="File">Full path of the source.</param>
/// <param name="Path">The source's path in the image, without a leading slash; tracebacks show it.</param>
/// <param name="Pyc">The bytecode's path in the image.</param>
/// <param name="Recorded">What the source has to be; null where nobody has said it.</param>
public sealed record BytecodeSource(string File, string Path, string Pyc, RecordedContent? Recorded = null);
