using System.Text.RegularExpressions;
using System.Xml.Linq;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

/// <summary>The names of the state's files, as the code and as the targets write them.</summary>
internal static partial class StateFiles
{
    /// <summary>Property to file name.</summary>
    public static IReadOnlyDictionary<string, string> ByName { get; } = Names(new BuildState("/"))
        .Concat(Names(new BuildState("/").For("x")).Where(pair => pair.Key != nameof(PlatformState.Folder)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The files of the state in an attribute of a target.</summary>
    public static IEnumerable<string> In(XElement target, string attribute) =>
        Reference().Matches(target.Attribute(attribute)?.Value ?? "").Select(match => match.Groups["file"].Value);

    private static IEnumerable<KeyValuePair<string, string>> Names(object state) =>
        state.GetType().GetProperties().Select(property =>
            KeyValuePair.Create(property.Name, Path.GetFileName($"{property.GetValue(state)}")));

    [GeneratedRegex(
        @"(\$\(_PyContainerState\)|%\(_PyContainerRid\.State\))(?<file>[a-z.-]+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Reference();
}
