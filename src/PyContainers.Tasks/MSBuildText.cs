using System.Buffers;
using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PyContainers.Tasks;

/// <summary>Text on its way into items and out of them: MSBuild reads an item's name as escaped.</summary>
internal static class MSBuildText
{
    private static readonly SearchValues<char> s_special = SearchValues.Create("%*?@$();'");

    /// <summary>Paths as items.</summary>
    public static ITaskItem[] Items(IEnumerable<string> paths) => [.. paths.Select(path => new TaskItem(Escape(path)))];

    /// <summary>Names with their metadata <c>Value</c>.</summary>
    public static KeyValuePair<string, string>[] Pairs(IEnumerable<ITaskItem> items) =>
        [.. items.Select(item => KeyValuePair.Create(item.ItemSpec, item.GetMetadata("Value")))];

    /// <summary>The names of a list that is given as one property: on a command line its separators are escaped, and so
    /// come as part of a value.</summary>
    public static string[] Names(IEnumerable<string> values) =>
        [
            .. values.SelectMany(value => value.Split(
                [';', ',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)),
        ];

    /// <summary>The lines of one item: an item of a property whose separators are escaped is several.</summary>
    public static string[] Lines(string item) =>
        item.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Escapes what has a meaning in an item list, so that a path with <c>;</c> stays one path.</summary>
    public static string Escape(string text) =>
        text.AsSpan().IndexOfAny(s_special) < 0
            ? text
            : string.Concat(
                text.Select(c =>
                    s_special.Contains(c) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)c:X2}") : c.ToString()
                )
            );
}
