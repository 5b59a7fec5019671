using System.Text.RegularExpressions;
using PyContainers.Core.Common;

namespace PyContainers.Core.Uv;

/// <summary>Where the user can do something about what uv complains about: the line of the requirement, or that of the
/// lockfile that has the distribution.</summary>
internal static partial class UvPlace
{
    /// <summary>Finds the place.</summary>
    /// <param name="text">What uv says, in one line.</param>
    /// <param name="manifest">The file that says what is needed.</param>
    /// <param name="lockFile">The lockfile.</param>
    /// <returns>A file that is there, and a 1-based line or 0; no file where none is there.</returns>
    public static (string? File, int Line) Of(string text, string manifest, string lockFile)
    {
        var names = Named().Matches(text)
            .Select(match => PackageName.Normalise(match.Groups["name"].Value))
            .Distinct(StringComparer.Ordinal).ToList();
        foreach (var (file, find) in new[] { (manifest, Requirement()), (lockFile, Locked()) })
        {
            if (!File.Exists(file))
                continue;
            var lines = File.ReadAllLines(file);
            foreach (var name in names)
            {
                var at = Array.FindIndex(lines, line => find.Matches(line)
                    .Any(match => PackageName.Normalise(match.Groups["name"].Value) == name));
                if (at >= 0)
                    return (file, at + 1);
            }
        }

        return (File.Exists(manifest) ? manifest : null, 0);
    }

    // `x==1`, `x` (v1), Because x was not found, depends on x>=1, build `x @ file:///x`
    [GeneratedRegex(
        @"(`|Because (only )?|depends? on |require |and )(?<name>[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]|[A-Za-z])"
            + @"(?=[\[=<>!~` ]|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Named();

    // In quotes as in TOML, or at the start of a line as in requirements.txt.
    [GeneratedRegex(
        @"(^|[""'])(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?=[\[=<>!~;@""']|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Requirement();

    [GeneratedRegex(
        @"^name = ""(?<name>[^""]+)""$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Locked();
}
