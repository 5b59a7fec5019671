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
