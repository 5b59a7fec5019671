using System.Text.RegularExpressions;

namespace PyContainers.Core.Interpreters;

/// <summary>What of an interpreter's archive an image has no use for: package managers (scanners flag them), GUIs,
/// tests, the text of the language reference, and what only compiles C. Modules that a program may import stay, however
/// unlikely. README.md of the package has the table.</summary>
internal static partial class InterpreterContent
{
    private static readonly string[] s_folders =
    [
        "include/",
        "share/",
        "lib/pkgconfig/",
        "lib/python3.*/site-packages/",
        "lib/python3.*/ensurepip/",
        "lib/python3.*/idlelib/",
        "lib/python3.*/pydoc_data/",
        "lib/python3.*/turtledemo/",
        "lib/python3.*/tkinter/",
        "lib/python3.*/config-*/",
        "lib/python3.*/test/",
        "lib/python3.*/**/test/",
        "lib/python3.*/**/tests/",
        "lib/python3.*/**/idle_test/",
        "**/__pycache__/",
        "lib/tcl*/",
        "lib/tk*/",
        "lib/itcl*/",
        "lib/thread*/",
    ];

    private static readonly string[] s_files =
    [
        "bin/pip*",
        "bin/idle*",
        "bin/2to3*",
        "bin/pydoc*",
        "bin/python*-config",
        "bin/wheel*",
        "bin/easy_install*",
        "lib/python3.*/lib-dynload/_tkinter.*",
        "lib/python3.*/turtle.py",
        "lib/python3.*/EXTERNALLY-MANAGED",
        "lib/libtcl*",
        "lib/libtk*",
        "**.a",
        "BUILD",
    ];

    /// <summary>libpython is a third of the archive, and modern interpreters link it statically: it stays only where
    /// something needs it.</summary>
    public static bool IsSharedLibrary(string path) => SharedLibrary().IsMatch(path);

    /// <summary>Whether an image keeps a file of the archive.</summary>
    /// <param name="path">Relative to the interpreter's prefix.</param>
    public static bool IsKept(string path) => !s_dropped.IsMatch(path);

    private static readonly Regex s_dropped = new(
        "^(?:"
            + string.Join('|', s_folders.Select(folder => Pattern(folder) + ".*").Concat(s_files.Select(Pattern)))
            + ")$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(2)
    );

    private static string Pattern(string glob) =>
        Regex.Escape(glob)
            .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal);

    [GeneratedRegex(@"^lib/libpython3[^/]*\.so[^/]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SharedLibrary();
}
