using PyContainers.Core.Diagnostics;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>What uv's settings say about package indexes.</summary>
internal static class UvIndexTable
{
    /// <summary>Reads <c>[[index]]</c> and the older <c>index-url</c> and <c>extra-index-url</c>.</summary>
    /// <param name="settings">The table <c>[tool.uv]</c>, or a <c>uv.toml</c>.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <returns>The default index, if it is named, and the others that are asked for any distribution.</returns>
    public static (UvIndex? Default, IReadOnlyList<UvIndex> Others) Read(TomlTable settings, string folder)
    {
        try
        {
            var indexes = settings.Tables("index").Where(index => index.Has("url")).ToList();
            var first = indexes.Find(index => index.Flag("default")) is { } named
                ? Index(named, folder)
                : settings.Text("index-url") is { } url ? new UvIndex(Full(url, folder)) : null;
            return (first,
            [
                .. indexes.Where(index => !index.Flag("default") && !index.Flag("explicit"))
                    .Select(index => Index(index, folder)),
                .. settings.Texts("extra-index-url").Select(more => new UvIndex(Full(more, folder))),
            ]);
        }
        catch (PyContainersException)
        {
            return (null, []); // uv says what is wrong with its settings
        }
    }

    /// <summary>A path as a full one; a URL as it is.</summary>
    public static string Full(string url, string folder) =>
        url.Contains("://", StringComparison.Ordinal) ? url : new Uri(Path.GetFullPath(url, folder)).AbsoluteUri;

    private static UvIndex Index(TomlTable table, string folder) =>
        new(Full(table.Text("url")!, folder), table.Text("name") ?? "", table.Text("format") == "flat");
}
