using System.Text;
using System.Text.RegularExpressions;

namespace PyContainers.Core.Sbom;

/// <summary>A C library that an interpreter brings, as a file or inside one.</summary>
/// <param name="Name">Its usual name, ex: <c>openssl</c>.</param>
/// <param name="Version">Its version; null when its bytes do not tell.</param>
/// <param name="Product">Vendor and product in vulnerability databases, ex: <c>openssl:openssl</c>.</param>
/// <param name="File">The file that it was recognised in, without a leading slash.</param>
public sealed partial record BundledLibrary(string Name, string? Version, string Product, string File)
{
    /// <summary>The libraries in a compiled file. No Python is started, and each version is read from the
    /// bytes.</summary>
    /// <param name="path">The file's path in the image.</param>
    /// <param name="content">Its bytes.</param>
    public static IEnumerable<BundledLibrary> In(string path, ReadOnlyMemory<byte> content)
    {
        // One character a byte.
        var text = Encoding.Latin1.GetString(content.Span);
        foreach (var known in s_known)
        {
            if (!text.Contains(known.Mark, StringComparison.Ordinal))
                continue;
            if (known.Version is null)
                yield return new BundledLibrary(known.Name, null, known.Product, path);
            else if (known.Version.Match(text) is { Success: true } match)
                yield return new BundledLibrary(known.Name, match.Groups["version"].Value, known.Product, path);
        }
    }

    // A text that only the library itself has, not a program that calls it; and where its version stands.
    private static readonly Known[] s_known =
    [
        new("openssl", "openssl:openssl", "OpenSSL ", OpenSsl()),
        new("sqlite", "sqlite:sqlite", "SQLite format 3\0", Sqlite()),
        new("zlib", "zlib:zlib", "flate 1.", Zlib()),
        new("expat", "libexpat_project:libexpat", "expat_", Expat()),
        new("bzip2", "bzip:bzip2", "bzip2", Bzip2()),
        new("xz", "tukaani:xz", "lzma_block_encoder", Xz()),
        new("readline", "gnu:readline", "rl_vi_redo", Readline()),
        new("mpdecimal", "bytereef:mpdecimal", "libmpdec", Mpdecimal()),
        new("ncurses", "gnu:ncurses", "ncurses ", Ncurses()),
        new("libffi", "libffi_project:libffi", "ffi_get_struct_offsets", null),
        new("libuuid", "kernel:util-linux", "uuid_generate_sha1", null),
    ];

    private sealed record Known(string Name, string Product, string Mark, Regex? Version);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const int Patience = 10_000;

    [GeneratedRegex(@"OpenSSL (?<version>\d\.\d+\.\d+[a-z]{0,2}) +\d{1,2} [A-Z][a-z]{2} \d{4}", Options, Patience)]
    private static partial Regex OpenSsl();

    [GeneratedRegex(@"\0(?<version>3\.(?!1[0-9]\.)\d{1,2}\.\d{1,2})\0", Options, Patience)]
    private static partial Regex Sqlite();

    [GeneratedRegex(@"(in|de)flate (?<version>1\.\d+(\.\d+)*) Copyright", Options, Patience)]
    private static partial Regex Zlib();

    [GeneratedRegex(@"expat_(?<version>\d\.\d+\.\d+)", Options, Patience)]
    private static partial Regex Expat();

    [GeneratedRegex(@"(?<version>\d\.\d\.\d), \d{1,2}-[A-Z][a-z]{2}-\d{4}", Options, Patience)]
    private static partial Regex Bzip2();

    [GeneratedRegex(@"\0(?<version>5\.\d{1,2}\.\d{1,2})\0", Options, Patience)]
    private static partial Regex Xz();

    [GeneratedRegex(@"\0(?<version>\d\.\d)\0", Options, Patience)]
    private static partial Regex Readline();

    [GeneratedRegex(@"\0(?<version>[24]\.\d\.\d)\0", Options, Patience)]
    private static partial Regex Mpdecimal();

    [GeneratedRegex(@"ncurses (?<version>\d\.\d)\.\d{8}", Options, Patience)]
    private static partial Regex Ncurses();
}
