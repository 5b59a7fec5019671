using System.Text;
using System.Text.RegularExpressions;

namespace PyContainers.Core.Applications;

/// <summary>A pattern of a <c>.dockerignore</c> as a regular expression.</summary>
internal static class DockerIgnorePattern
{
    /// <summary>Reads a pattern without its <c>!</c>; null for what is none.</summary>
    public static Regex? Read(string pattern) => Translate(Clean(pattern));

    // What Go's filepath.Clean does; a pattern that leaves the root matches nothing.
    private static string Clean(string pattern)
    {
        var parts = new List<string>();
        foreach (var part in pattern.Split('/').Where(part => part.Length > 0 && part != "."))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        }

        return parts.Count == 0 && pattern.Length > 0 ? "." : string.Join('/', parts);
    }

    // Anyone may have written the file: without backtracking no pattern takes long.
    private static Regex? Translate(string pattern)
    {
        if (pattern.Length == 0)
            return null;
        var regex = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '*' when at + 1 < pattern.Length && pattern[at + 1] == '*':
                    regex.Append(AnyFolders(pattern, ref at));
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[':
                    if (CharacterClass(pattern, ref at) is not { } characters)
                        return null;
                    regex.Append(characters);
                    break;
                case '\\' when ++at == pattern.Length:
                    return null;
                default:
                    regex.Append(Regex.Escape(pattern[at].ToString()));
                    break;
            }
        }

        try
        {
            return new Regex(
                regex.Append("\\z").ToString(),
                RegexOptions.NonBacktracking
                    | RegexOptions.CultureInvariant
                    | RegexOptions.Singleline
                    | RegexOptions.ExplicitCapture
            );
        }
        catch (NotSupportedException)
        {
            return null; // hundreds of wildcards
        }
    }

    private static string AnyFolders(string pattern, ref int at)
    {
        var first = at == 0;
        at++;
        var folder = at + 1 < pattern.Length && pattern[at + 1] == '/';
        if (folder)
            at++;
        if (at + 1 == pattern.Length)
            return ".*";
        // "**.py" is every name that ends so, but only at the start and without another wildcard after it: Docker takes
        // a short cut there.
        return first && !folder && pattern.IndexOfAny(['*', '?', '[', '\\'], at + 1) < 0 ? ".*" : "(.*/)?";
    }

    private static string? CharacterClass(string pattern, ref int at)
    {
        var regex = new StringBuilder("[");
        var first = at + 1;
        for (at++; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c == ']' && at > first + (pattern[first] == '^' ? 1 : 0))
                return Valid(regex.Append(']').ToString());
            if (c == '\\' && ++at < pattern.Length)
                regex
                    .Append('\\')
                    .Append(
                        pattern[at] is var escaped && char.IsAsciiLetterOrDigit(escaped)
                            ? $"u{(int)escaped:x4}"
                            : escaped
                    );
            else
                regex.Append(c is '[' or '\\' ? $"\\{c}" : c);
        }

        return null;
    }

    private static string? Valid(string characters)
    {
        try
        {
            _ = new Regex(characters, RegexOptions.NonBacktracking);
            return characters;
        }
        catch (ArgumentException)
        {
            return null; // a range that runs backwards
        }
    }
}
