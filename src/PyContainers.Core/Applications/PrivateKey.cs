using System.Text;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;

namespace PyContainers.Core.Applications;

/// <summary>Recognises private keys by content, whatever their file is called: PEM, OpenSSH, PGP and PuTTY as text, DER
/// and PKCS #12 as bytes. A certificate without its key is none.</summary>
internal static partial class PrivateKey
{
    // Keys are small; what is larger is data.
    private const long LargestFile = 1 << 20;

    /// <summary>Whether a file is a private key, or holds one.</summary>
    public static bool IsIn(FileInfo file)
    {
        if (Read(file) is not { } content)
            return false;
        return IsBinary(content) || (MayBeText(content) && Block().IsMatch(Encoding.Latin1.GetString(content)));
    }

    /// <summary>The line on which Python code holds a whole private key; 0 for none. The word alone is common in code
    /// that reads keys.</summary>
    public static int LineIn(string file)
    {
        if (Read(new FileInfo(file)) is not { } content || !MayBeText(content))
            return 0;
        var text = Encoding.Latin1.GetString(content);
        return WithBody().Match(text) is { Success: true } match
            ? text.AsSpan(0, match.Index).Count('\n') + 1
            : 0;
    }

    private static byte[]? Read(FileInfo file)
    {
        // What is neither file nor folder (a pipe, a socket) has no length, and reading it may wait for ever.
        if (!file.Exists || file.Length is 0 or > LargestFile)
            return null;
        return BusyFiles.ReadAllBytes(file.FullName);
    }

    private static bool MayBeText(ReadOnlySpan<byte> content) =>
        content.IndexOf("PRIVATE KEY"u8) >= 0 || content.StartsWith("PuTTY-User-Key-File-"u8);

    // ASN.1: one SEQUENCE that is the whole file and begins as PKCS #8, PKCS #1, SEC 1 and PKCS #12 do: with their
    // version, and what follows it. A certificate begins with another SEQUENCE.
    private static bool IsBinary(ReadOnlySpan<byte> content)
    {
        if (content.Length < 8 || content[0] != 0x30)
            return false;
        var bytes = content[1] > 0x80 ? content[1] - 0x80 : 0;
        if (bytes > 3)
            return false;
        var length = bytes == 0 ? content[1] : 0;
        for (var at = 0; at < bytes; at++)
            length = (length << 8) | content[2 + at];
        var inner = content[(2 + bytes)..];
        return inner.Length == length
            && inner.Length > 4
            && inner[..2].SequenceEqual((ReadOnlySpan<byte>)[2, 1])
            && (inner[2], inner[3]) is (0, 0x30) or (0, 2) or (1, 4) or (1, 0x30) or (3, 0x30);
    }

    // At the start of a line, or in the middle (JSON, YAML) with something of the key behind it.
    [GeneratedRegex(
        @"^[ \t]*-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|^PuTTY-User-Key-File-|" + Body,
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Block();

    [GeneratedRegex(
        Body,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex WithBody();

    private const string Body =
        @"-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----(\s|\\[nr]|[""'+])*([A-Za-z-]+: [^\n]*\n\s*)*"
        + "[A-Za-z0-9+/=]{24}";
}
