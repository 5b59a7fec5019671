using System.Text.RegularExpressions;

namespace PyContainers.Core.Applications;

/// <summary>Reads the import statements at the top of Python's text, as far as they stand in no block.</summary>
internal static partial class ImportStatements
{
    // Modules of the standard library that have no .py: part of the interpreter itself, or of lib-dynload.
    private static readonly HashSet<string> s_compiled = new(
        ("array atexit audioop binascii builtins cmath errno faulthandler fcntl gc grp itertools marshal math mmap nis "
            + "ossaudiodev posix pwd pyexpat readline resource select spwd sys syslog termios time unicodedata zlib")
            .Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether a module is part of the interpreter.</summary>
    public static bool IsCompiledIn(string module) => module.StartsWith('_') || s_compiled.Contains(module);

    /// <summary>Whether text changes where modules are looked for.</summary>
    public static bool MayChangePlaces(string text) =>
        text.Contains("sys.path", StringComparison.Ordinal) || text.Contains("addsitedir", StringComparison.Ordinal)
        || text.Contains("meta_path", StringComparison.Ordinal);

    /// <summary>The modules that are imported, with their lines, from 1. Relative imports are left out.</summary>
    public static IEnumerable<(string Module, int Line)> Of(string text)
    {
        // What is in a text of several lines looks like a statement and is none; its lines stay.
        var code = LongText().Replace(text, match => new string('\n', match.Value.Count(c => c == '\n')));
        foreach (Match match in Statement().Matches(code))
        {
            var line = code.AsSpan(0, match.Index).Count('\n') + 1;
            var names = match.Groups["from"] is { Success: true } from ? [from.Value] : match.Groups["import"].Value
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var name in names)
                yield return (name.Split([' ', '\t'])[0], line);
        }
    }

    [GeneratedRegex(
        """(?<quotes>\"{3}|'{3}).*?\k<quotes>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex LongText();

    [GeneratedRegex(
        @"^(from[ \t]+(?<from>[A-Za-z_][\w.]*)[ \t]+import[ \t(]"
            + @"|import[ \t]+(?<import>[A-Za-z_][\w., \t]*?)[ \t]*(;|#|\r?$))",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Statement();
}
