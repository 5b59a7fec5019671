using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tar;

/// <summary>Writes a layer in one pass: tar, diff id, compression and digest. The same entries give the same bytes on
/// every machine.</summary>
public static class LayerWriter
{
    /// <summary>Part of every cache key: raise it when the bytes for the same entries change.</summary>
    public const int FormatVersion = 12;

    /// <summary>Writes a layer.</summary>
    /// <param name="entries">What goes in; order, parents and duplicates are seen to.</param>
    /// <param name="folder">The folder for the file, which is named by its digest.</param>
    /// <param name="time">The time that entries have, or that theirs is made from: see <see cref="LayerTime"/>.</param>
    /// <param name="below">What the layer lies on.</param>
    /// <param name="passed">Told how many bytes have been read, as they pass.</param>
    /// <param name="cancellation">Ends the work; nothing is left behind then.</param>
    /// <exception cref="PyContainersException">PYC3030, PYC3031 or PYC3039.</exception>
    public static LayerBlob Write(
        IEnumerable<LayerEntry> entries,
        string folder,
        DateTimeOffset time,
        BaseTree below,
        Action<int>? passed = null,
        CancellationToken cancellation = default
    )
    {
        var complete = EntryOrder.Complete(entries, below);
        using var scratch = new ScratchFolder(folder);
        var temporary = Path.Combine(scratch.Path, "layer");
        var (digest, diffId, size) = WriteTo(temporary, complete, time, passed, cancellation);
        var path = Path.Combine(folder, Digests.Hex(digest) + ".tar.gz");
        BusyFiles.Move(temporary, path); // the same digest is the same content
        // Read here, because the files are in memory's cache right now.
        return new LayerBlob(digest, diffId, size, path) { Compiled = CompiledFiles.Among(complete) };
    }

    private static (string Digest, string DiffId, long Size) WriteTo(
        string file,
        IReadOnlyList<LayerEntry> entries,
        DateTimeOffset time,
        Action<int>? passed,
        CancellationToken cancellation
    )
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        using var compressed = new HashingStream(stream);
        using var gzip = new ParallelGzip(compressed, cancellation);
        using var uncompressed = new HashingStream(gzip, passed);
        using (var tar = new TarWriterPolicy(uncompressed, time))
        {
            foreach (var entry in entries)
            {
                cancellation.ThrowIfCancellationRequested();
                tar.Write(entry);
            }
        }

        gzip.Complete();
        return (compressed.Digest(), uncompressed.Digest(), stream.Length);
    }
}
