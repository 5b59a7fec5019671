using System.Globalization;
using System.Text;

namespace PyContainers.Core.Wheels;

/// <summary>
/// The newest glibc that a compiled file asks for. Versioned symbols name it as text (<c>GLIBC_2.34</c>) in the file's string table, so the
/// bytes are searched: exact for what compilers write, and it needs no reader of ELF's version sections.
/// </summary>
public static class GlibcNeed
{
    private static readonly byte[] s_elf = "\u007fELF"u8.ToArray();
    private static readonly byte[] s_prefix = "GLIBC_2."u8.ToArray();

    /// <summary>The minor version of glibc 2 that a file needs; 0 when it is not compiled code or needs none.</summary>
    public static int MinorOf(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(s_elf))
            return 0;
        var newest = 0;
        for (var at = file.IndexOf(s_prefix); at >= 0;)
        {
            file = file[(at + s_prefix.Length)..];
            newest = Math.Max(newest, Number(file));
            at = file.IndexOf(s_prefix);
        }

        return newest;
    }

    /// <summary>The minor version that a file on disk needs.</summary>
    /// <param name="path">Its full path.</param>
    public static int MinorOfFile(string path)
    {
        using (var stream = File.OpenRead(path))
        {
            Span<byte> magic = stackalloc byte[4];
            if (stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) < 4 || !magic.SequenceEqual(s_elf))
                return 0;
        }

        return MinorOf(File.ReadAllBytes(path));
    }

    private static int Number(ReadOnlySpan<byte> text)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits is > 0 and < 4 ? int.Parse(Encoding.ASCII.GetString(text[..digits]), CultureInfo.InvariantCulture) : 0;
    }
}
