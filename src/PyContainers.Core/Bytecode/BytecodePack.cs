using PyContainers.Core.Tar;

namespace PyContainers.Core.Bytecode;

/// <summary>
/// Bytecode of many modules in one file, each after its length. A file for each would cost as much as half the
/// compiling: to make one takes
/// 0.4 ms on a disk of Linux, and more where a virus scanner looks at it.
/// </summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Sources">The sources, in the file's order.</param>
public sealed record BytecodePack(string File, IReadOnlyList<BytecodeSource> Sources)
{
    /// <summary>The entries of what was compiled; a source that does not compile has none.</summary>
    /// <exception cref="IOException">The file is not there, or ends early.</exception>
    public IReadOnlyList<SliceEntry> Entries()
    {
        using var reader = new BinaryReader(System.IO.File.OpenRead(File));
        var entries = new List<SliceEntry>(Sources.Count);
        foreach (var source in Sources)
        {
            var length = reader.ReadInt32();
            if (length > 0)
                entries.Add(new SliceEntry(source.Pyc, File, reader.BaseStream.Position, length));
            reader.BaseStream.Position += length;
        }

        return entries;
    }
}
