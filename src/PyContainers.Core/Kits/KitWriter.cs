using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Kits;

/// <summary>
/// Writes a kit of parts. A part is named by its content, so one that has not changed stays as it is, and until
/// <c>kit.json</c> is replaced the old kit is whole: whoever uses it meanwhile, or kills this, has one or the other.
/// </summary>
public sealed class KitWriter
{
    private const string Ending = ".tar.gz";
    private const int DigitsInName = 12;

    private readonly string _folder;
    private readonly ILog _log;
    private readonly SortedDictionary<string, KitPart> _parts = new(StringComparer.Ordinal);

    private KitWriter(string folder, ILog log) => (_folder, _log) = (folder, log);

    /// <summary>Size of all parts in bytes.</summary>
    public long Size => _parts.Values.Sum(part => part.Size);

    /// <summary>Begins a kit, or a new state of one.</summary>
    /// <param name="folder">A folder that is not there yet, is empty, or has such a kit.</param>
    /// <param name="log">Gets a line for each part.</param>
    /// <exception cref="PyContainersException">PYC1031: it has something else.</exception>
    public static KitWriter Open(string folder, ILog log)
    {
        var file = Path.Combine(folder, KitFile.Name);
        if (File.Exists(file)
            ? KitFile.Read(folder).Format != KitFile.OfParts
            : Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(IsForeign))
            throw KitErrors.NotAPlace(folder);
        Directory.CreateDirectory(folder);
        return new KitWriter(folder, log);
    }

    /// <summary>Writes a part: the same entries give the same bytes on every machine.</summary>
    /// <param name="name">What it has, for instance <c>wheels</c>.</param>
    /// <param name="entries">Its content.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The part's name.</returns>
    public string Add(string name, IEnumerable<LayerEntry> entries, CancellationToken cancellation)
    {
        var blob = LayerWriter.Write(
            entries, _folder, LayerTime.Default, BaseTree.Empty, cancellation: cancellation);
        var part = new KitPart(blob.Size, Digests.Hex(blob.Digest));
        var file = $"{name}-{part.Sha256[..DigitsInName]}{Ending}";
        var path = Path.Combine(_folder, file);
        var isThere = part.Fault(path) is null;
        if (isThere)
            File.Delete(blob.Path);
        else
            BusyFiles.Move(blob.Path, path);
        _parts[file] = part;
        _log.Step($"{(isThere ? "unchanged" : "wrote")} {file}, {Megabytes.Of(part.Size)} MB");
        return file;
    }

    /// <summary>Writes <c>kit.json</c> and removes the parts that it does not name.</summary>
    /// <param name="kit">Which part is what.</param>
    internal void Complete(KitFile kit)
    {
        AtomicFile.WriteIfDifferent(Path.Combine(_folder, KitFile.Name), (kit with { Parts = _parts }).ToText());
        foreach (var file in Directory.EnumerateFiles(_folder, "*" + Ending))
        {
            if (!_parts.ContainsKey(Path.GetFileName(file)))
                BusyFiles.Retry(() => File.Delete(file));
        }
    }

    // What a killed run leaves is ours.
    private static bool IsForeign(string path) =>
        Path.GetFileName(path) is var name && name[0] != '.' && !name.EndsWith(Ending, StringComparison.Ordinal);
}
