using System.Text.RegularExpressions;
using PyContainers.Core.Common;

namespace PyContainers.Core.Kits;

/// <summary>What build backends need, as the unpacked wheels of a uv cache say: a cache that has more than one project
/// needs does not tell what is whose.</summary>
internal static partial class BuildRequirements
{
    private const string Header = "Requires-Dist:";

    /// <summary>Names of what is required, and of what that requires.</summary>
    /// <param name="cache">uv's cache.</param>
    /// <param name="requirements">Requirements as <c>[build-system]</c> lists them.</param>
    public static IReadOnlySet<string> Closure(string cache, IEnumerable<string> requirements)
    {
        var required = Metadata(cache).ToLookup(one => one.Name, one => one.File, StringComparer.Ordinal);
        var seen = new HashSet<(string Name, bool Extras)>();
        var open = new Stack<string>(requirements);
        while (open.TryPop(out var requirement))
        {
            var (name, extras) = (NameOf(requirement), requirement.Contains('[', StringComparison.Ordinal));
            if (!seen.Add((name, extras)))
                continue;
            foreach (var line in required[name].SelectMany(Requirements))
            {
                if (extras || !line.Contains("extra ==", StringComparison.Ordinal))
                    open.Push(line);
            }
        }

        return seen.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
    }

    // The description comes after an empty line.
    private static IEnumerable<string> Requirements(string file) =>
        from line in File.ReadLines(file).TakeWhile(line => line.Length > 0)
        where line.StartsWith(Header, StringComparison.OrdinalIgnoreCase)
        select line[Header.Length..];

    private static IEnumerable<(string Name, string File)> Metadata(string cache) =>
        from bucket in Directory.EnumerateDirectories(cache, "archive-*")
        from archive in Directory.EnumerateDirectories(bucket)
        from info in Directory.EnumerateDirectories(archive, "*.dist-info")
        let file = Path.Combine(info, "METADATA")
        where File.Exists(file)
        select (PackageName.Normalise(Path.GetFileName(info).Split('-')[0]), file);

    private static string NameOf(string requirement) => PackageName.Normalise(Name().Match(requirement).Value);

    [GeneratedRegex("[A-Za-z0-9][A-Za-z0-9._-]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
