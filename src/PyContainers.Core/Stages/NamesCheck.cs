using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Stages;

/// <summary>Warns of properties, items and metadata that are misspelled: MSBuild takes any name and says
/// nothing.</summary>
/// <remarks>A name that the project reads itself is its own, and so is one that does not begin with
/// <c>PyContainer</c>.</remarks>
/// <param name="settings">What users can set; asked for only where there is a name to compare.</param>
/// <param name="log">Gets the warnings.</param>
public sealed partial class NamesCheck(Func<SettingNames> settings, ILog log)
{
    private const string Prefix = "PyContainer";

    private readonly Lazy<SettingNames> _known = new(settings);

    private SettingNames Known => _known.Value;

    /// <summary>Checks what the user wrote.</summary>
    /// <param name="files">Full paths of the project's MSBuild files; those that they import are found.</param>
    /// <param name="global">Names of the properties that the command line gives.</param>
    public void Run(IReadOnlyList<string> files, IEnumerable<string> global)
    {
        var read = MSBuildFile.WithImports(files);
        var own = read.SelectMany(file => Read().Matches(file.Text)).Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in global.Where(name => !own.Contains(name)).Order(StringComparer.Ordinal))
            Property(name, null, 0);
        foreach (var file in read)
        {
            foreach (var property in file.In("PropertyGroup").Where(one => !own.Contains(one.Name.LocalName)))
                Property(property.Name.LocalName, file.Path, Line(property));
            foreach (var item in file.In("ItemGroup").Where(one => !own.Contains(one.Name.LocalName)))
                Item(item, file.Path);
        }
    }

    private void Property(string name, string? file, int line)
    {
        if (!MayBeOurs(name))
            return;
        if (Known.Items.ContainsKey(name))
            log.Warning(SettingErrors.OtherKind(name, "an item", "ItemGroup", file, line));
        else if (IsOurs(name) && !Known.Properties.Contains(name))
            log.Warning(SettingErrors.UnknownName(name, "a property", NearestName(name, Known.Properties), file, line));
    }

    private void Item(XElement item, string file)
    {
        var name = item.Name.LocalName;
        if (!MayBeOurs(name))
            return;
        if (Known.Properties.Contains(name) && !Known.Items.ContainsKey(name))
            log.Warning(SettingErrors.OtherKind(name, "a property", "PropertyGroup", file, Line(item)));
        else if (Known.Items.TryGetValue(name, out var metadata))
            Metadata(item, metadata, file);
        else if (IsOurs(name))
            log.Warning(
                SettingErrors.UnknownName(name, "an item", NearestName(name, Known.Items.Keys), file, Line(item)));
    }

    // Any metadata may be of use to the user: only what looks like ours is misspelled.
    private void Metadata(XElement item, IReadOnlyList<string> metadata, string file)
    {
        var given = item.Elements().Select(one => (Name: one.Name.LocalName, Line: Line(one)))
            .Concat(item.Attributes().Select(one => (Name: one.Name.LocalName, Line: Line(item))));
        foreach (var (name, line) in given.Where(one => !s_attributes.Contains(one.Name)))
            if (!metadata.Contains(name, StringComparer.OrdinalIgnoreCase) && Nearest(name, metadata) is { } nearest)
                log.Warning(SettingErrors.UnknownName(
                    name, $"metadata of {item.Name.LocalName}", nearest, file, line));
    }

    private static bool MayBeOurs(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    // "PyContainers..." is a name of the user's own, for instance for the version, unless one of ours is meant.
    private bool IsOurs(string name) =>
        name.Length > Prefix.Length
        && (name[Prefix.Length] != 's' || IsPlural(name));

    private bool IsPlural(string name) =>
        Known.Properties.Contains(Prefix + name[(Prefix.Length + 1)..])
        || Known.Items.ContainsKey(Prefix + name[(Prefix.Length + 1)..]);

    // What all names begin with makes none of them alike.
    private static string? NearestName(string name, IEnumerable<string> names) =>
        Nearest(name[Prefix.Length..], names.Select(one => one[Prefix.Length..])) is { } rest ? Prefix + rest : null;

    private static string? Nearest(string name, IEnumerable<string> names) =>
        NearestNames.Of(name, names) is [var nearest, ..] ? nearest : null;

    private static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;

    private static readonly HashSet<string> s_attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Include", "Exclude", "Remove", "Update", "Condition", "Label", "KeepMetadata", "RemoveMetadata",
        "KeepDuplicates", "MatchOnMetadata", "MatchOnMetadataOptions",
    };

    [GeneratedRegex(@"[$@%]\((?<name>PyContainer\w+)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Read();
}
