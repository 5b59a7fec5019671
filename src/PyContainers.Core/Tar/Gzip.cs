namespace PyContainers.Core.Tar;

/// <summary>Tells gzip (RFC 1952) by its first bytes.</summary>
internal static class Gzip
{
    /// <summary>Whether bytes begin as gzip does.</summary>
    public static bool Starts(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);

    /// <summary>Whether a stream is gzip; it is back at its start afterwards.</summary>
    /// <param name="stream">A stream at its start, that can seek.</param>
    public static bool IsAt(Stream stream)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return Starts(magic[..read]);
    }
}
