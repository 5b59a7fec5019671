using System.Text.RegularExpressions;

namespace PyContainers.Core.Stages;

/// <summary>The names that the package's own MSBuild files read: what users can set.</summary>
/// <param name="Properties">Names of properties.</param>
/// <param name="Items">Names of items, each with the metadata that is read of it.</param>
public sealed partial record SettingNames(
    IReadOnlySet<string> Properties, IReadOnlyDictionary<string, IReadOnlyList<string>> Items)
{
    /// <summary>Reads them: a list of its own would go out of date.</summary>
    /// <param name="folder">The package's folder of targets.</param>
    public static SettingNames In(string folder)
    {
        var text = string.Concat(Directory.EnumerateFiles(folder, "PyContainers.*").Select(File.ReadAllText));
        var items = Item().Matches(text).GroupBy(match => match.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, Metadata, StringComparer.OrdinalIgnoreCase);
        return new SettingNames(
            Property().Matches(text).Select(match => match.Groups["name"].Value)
                .ToHashSet(StringComparer.OrdinalIgnoreCase),
            items);
    }

    private static IReadOnlyList<string> Metadata(IEnumerable<Match> uses) =>
        [
            .. uses.SelectMany(use => Reference().Matches(use.Groups["form"].Value))
                .Select(match => match.Groups["name"].Value).Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    [GeneratedRegex(@"\$\((?<name>PyContainer[A-Z]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Property();

    [GeneratedRegex(@"@\((?<name>PyContainer[A-Z]\w*)(->'(?<form>[^']*)')?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Item();

    [GeneratedRegex(@"%\((?<name>\w+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
