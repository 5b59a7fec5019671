using System.Text;

namespace PyContainers.Core.Elf;

/// <summary>Writes another run path into a compiled file, in the place of the old one.</summary>
public static class RunPath
{
    /// <summary>A copy of the file with another run path.</summary>
    /// <param name="content">The file.</param>
    /// <param name="folders">The new folders; none for no run path.</param>
    /// <returns>Null when the file has none, or when the new one is longer than the old one.</returns>
    public static byte[]? Replace(byte[] content, IReadOnlyList<string> folders)
    {
        using var stream = new MemoryStream(content, writable: false);
        if (ElfReader.Open(stream)?.RunPathPlace() is not { } place)
            return null;
        var text = Encoding.UTF8.GetBytes(string.Join(':', folders));
        if (text.Length > place.Length)
            return null;

        var replaced = (byte[])content.Clone();
        var old = replaced.AsSpan((int)place.Offset, place.Length);
        // Linkers let one name be the end of another. Names of symbols have no slash, so what stands behind the last
        // one stays as it is: 'lib' of '/home/me/lib' may be a function.
        var keep = old[(old.LastIndexOf((byte)'/') + 1)..].ToArray();
        old.Clear();
        text.CopyTo(old);
        if (text.Length + 1 + keep.Length <= old.Length)
            keep.CopyTo(old[^keep.Length..]);
        return replaced;
    }
}
