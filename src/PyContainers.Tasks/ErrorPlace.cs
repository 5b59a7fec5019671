using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Tasks;

/// <summary>Where a message points that names no file itself: the user's project file, at the line of the setting that
/// the message is about. MSBuild's own choice would be a file of this package.</summary>
internal static partial class ErrorPlace
{
    /// <summary>The message with its place.</summary>
    /// <param name="diagnostic">What the user is told.</param>
    /// <param name="projectFile">Full path of the project file, or empty.</param>
    public static Diagnostic In(Diagnostic diagnostic, string projectFile) =>
        diagnostic.File is not null || projectFile.Length == 0
            ? diagnostic
            : diagnostic with { File = projectFile, Line = LineIn(projectFile, diagnostic.Message) };

    // The first setting of the message that the file sets, with the value of the message if it is there.
    private static int LineIn(string projectFile, string message)
    {
        if (!File.Exists(projectFile))
            return 0;
        var lines = File.ReadAllLines(projectFile);
        var values = Value().Matches(message).Select(match => match.Groups["text"].Value).ToList();
        foreach (var name in Setting().Matches(message).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            var found = Enumerable.Range(0, lines.Length)
                .Where(at => Regex.IsMatch(
                    lines[at], $"<{name}[\\s>/]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
                .ToList();
            if (found.Count > 0)
                return 1 + found
                    .Where(at => values.Exists(value => lines[at].Contains(value, StringComparison.Ordinal)))
                    .FirstOrDefault(found[0]);
        }

        return 0;
    }

    [GeneratedRegex(@"\b(PyContainer|Container)[A-Z]\w+|\bRuntimeIdentifiers?\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex("'(?<text>[^']{2,})'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();
}
