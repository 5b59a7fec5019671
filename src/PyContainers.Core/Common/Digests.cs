using System.Security.Cryptography;
using System.Text;

namespace PyContainers.Core.Common;

/// <summary>SHA-256 digests in the form the OCI image specification writes them: <c>sha256:</c> and 64 lower-case hex
/// digits.</summary>
public static class Digests
{
    /// <summary>Digest of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Format(SHA256.HashData(bytes));

    /// <summary>Digest of a text's UTF-8 bytes.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Digest of a file's bytes.</summary>
    public static string OfFile(string path)
    {
        using var stream = BusyFiles.OpenRead(path);
        return Format(SHA256.HashData(stream));
    }

    /// <summary>Writes a raw hash as a digest.</summary>
    public static string Format(ReadOnlySpan<byte> hash) => "sha256:" + Convert.ToHexStringLower(hash);

    /// <summary>Whether a text from outside is a digest of this form.</summary>
    public static bool IsDigest(string? text) =>
        text is { Length: 71 }
        && text.StartsWith("sha256:", StringComparison.Ordinal)
        && text.Skip("sha256:".Length).All(char.IsAsciiHexDigitLower);

    /// <summary>The 64 hex digits of a digest.</summary>
    public static string Hex(string digest) => digest["sha256:".Length..];
}
