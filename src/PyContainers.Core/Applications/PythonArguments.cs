using System.Buffers;

namespace PyContainers.Core.Applications;

/// <summary>What a command line has Python run.</summary>
/// <param name="Module">The module of <c>-m</c>, or null.</param>
/// <param name="File">The script or folder, or null.</param>
/// <param name="Code">The code of <c>-c</c>, or null.</param>
/// <param name="SeesWorkingDirectory">Whether modules are looked for in the working directory too.</param>
/// <param name="SeesVariables">Whether <c>PYTHONPATH</c> counts.</param>
internal sealed record PythonArguments(
    string? Module, string? File, string? Code, bool SeesWorkingDirectory, bool SeesVariables)
{
    // Letters of options that take a value: the rest of the word, or the next one.
    private const string WithValue = "WX";

    // Letters that end the reading of a word: what follows is a value, or Python does nothing else.
    private static readonly SearchValues<char> s_last = SearchValues.Create("cmWXhV?");

    /// <summary>Reads the words behind <c>python</c>; null for a command that runs nothing: <c>-V</c>, the
    /// prompt.</summary>
    public static PythonArguments? Parse(IReadOnlyList<string> words)
    {
        var (safe, isolated) = (false, false);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "-" || word.StartsWith("--help", StringComparison.Ordinal) || word == "--version")
                return null;
            if (word == "--check-hash-based-pycs")
                i++;
            else if (!word.StartsWith('-'))
                return new PythonArguments(null, word, null, SeesWorkingDirectory: false, !isolated);
            else if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                var end = word.AsSpan(1).IndexOfAny(s_last);
                var flags = end < 0 ? word[1..] : word[1..(end + 1)];
                safe |= flags.AsSpan().ContainsAny("IP");
                isolated |= flags.AsSpan().ContainsAny("IE");
                if (end < 0)
                    continue;
                var (letter, rest) = (word[end + 1], word[(end + 2)..]);
                var value = rest.Length > 0 ? rest : words.ElementAtOrDefault(i + 1);
                if (letter == 'm' && value is not null)
                    return new PythonArguments(value, null, null, !safe, !isolated);
                if (letter == 'c' && value is not null)
                    return new PythonArguments(null, null, value, !safe, !isolated);
                if (!WithValue.Contains(letter))
                    return null;
                i += rest.Length > 0 ? 0 : 1;
            }
        }

        return null;
    }
}
