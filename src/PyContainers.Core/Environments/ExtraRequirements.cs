using System.Text.RegularExpressions;
using PyContainers.Core.Common;

namespace PyContainers.Core.Environments;

/// <summary>What an extra of an installed distribution brings, as its <c>METADATA</c> says.</summary>
public static partial class ExtraRequirements
{
    /// <summary>PEP 503 names of the distributions that an extra needs whatever the platform; conditions are uv's to
    /// judge.</summary>
    /// <param name="metadata">The text of <c>METADATA</c>.</param>
    /// <param name="distribution">The distribution's name.</param>
    /// <param name="extra">The extra.</param>
    public static IReadOnlyList<string> Of(string metadata, string distribution, string extra)
    {
        var lines = metadata.Split('\n').Select(line => line.TrimEnd('\r')).TakeWhile(line => line.Length > 0)
            .Select(line => Requirement().Match(line)).Where(match => match.Success).ToList();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var (open, seen) = (new Queue<string>([extra]), new HashSet<string>(StringComparer.Ordinal));
        while (open.TryDequeue(out var current))
        {
            if (!seen.Add(PackageName.Normalise(current)))
                continue;
            foreach (var match in lines.Where(match => PackageName.Same(match.Groups["extra"].Value, current)))
            {
                // An extra of all extras names the distribution itself.
                if (PackageName.Same(match.Groups["name"].Value, distribution))
                    foreach (var inner in match.Groups["extras"].Value.Split(',', StringSplitOptions.TrimEntries))
                        open.Enqueue(inner);
                else
                    names.Add(PackageName.Normalise(match.Groups["name"].Value));
            }
        }

        return [.. names];
    }

    // Only where the extra is the whole marker.
    [GeneratedRegex(
        @"^Requires-Dist:\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[(?<extras>[^\]]*)\])?[^;]*;\s*"
            + @"extra\s*==\s*['""](?<extra>[^'""]+)['""]\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Requirement();
}
