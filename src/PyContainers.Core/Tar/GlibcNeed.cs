using System.Buffers;
using System.Globalization;
using System.Text;
using PyContainers.Core.Common;

namespace PyContainers.Core.Tar;

/// <summary>
/// The newest glibc that a compiled file asks for. Versioned symbols name it as text (<c>GLIBC_2.34</c>) in the file's
/// string table, so the
/// bytes are searched: exact for what compilers write, and it needs no reader of ELF's version sections.
/// </summary>
public static class GlibcNeed
{
    private static readonly byte[] s_elf = "\u007fELF"u8.ToArray();
    private static readonly byte[] s_prefix = "GLIBC_2."u8.ToArray();

    private const int Chunk = 1 << 20;

    // The prefix, three digits and what ends them.
    private const int LongestVersion = 12;

    /// <summary>The minor version that a file on disk needs. However large it is, little of it is in memory.</summary>
    /// <param name="path">Its full path.</param>
    public static int MinorOfFile(string path)
    {
        using var stream = BusyFiles.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        if (stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) < 4 || !magic.SequenceEqual(s_elf))
            return 0;

        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            return Newest(stream, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Newest(FileStream stream, byte[] buffer)
    {
        var (newest, kept) = (0, 0);
        while (
            stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false) is > 0 and var read
        )
        {
            var filled = kept + read;
            newest = Math.Max(newest, Newest(buffer.AsSpan(0, filled)));
            // A version that lies across the border is found whole in the next round.
            kept = Math.Min(LongestVersion, filled);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }

        return newest;
    }

    private static int Newest(ReadOnlySpan<byte> bytes)
    {
        var newest = 0;
        for (var at = bytes.IndexOf(s_prefix); at >= 0; at = bytes.IndexOf(s_prefix))
        {
            bytes = bytes[(at + s_prefix.Length)..];
            newest = Math.Max(newest, Number(bytes));
        }

        return newest;
    }

    private static int Number(ReadOnlySpan<byte> text)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits is > 0 and < 4
            ? int.Parse(Encoding.ASCII.GetString(text[..digits]), CultureInfo.InvariantCulture)
            : 0;
    }
}
