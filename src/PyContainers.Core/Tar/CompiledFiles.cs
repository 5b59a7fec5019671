using PyContainers.Core.Common;
using PyContainers.Core.Elf;

namespace PyContainers.Core.Tar;

/// <summary>Finds the compiled files among a layer's entries.</summary>
internal static class CompiledFiles
{
    /// <summary>The files, and the links that lead to one.</summary>
    /// <param name="entries">All entries of a layer, placed and in order.</param>
    public static IReadOnlyList<CompiledFile> Among(IReadOnlyList<LayerEntry> entries)
    {
        var found = new SortedDictionary<string, CompiledFile>(StringComparer.Ordinal);
        foreach (var entry in entries.Where(MayBe))
        {
            if (Read(entry) is { } file)
                found.Add(file.Path, file);
        }

        var links = entries.OfType<LinkEntry>().Where(link => IsLibraryName(SlashPath.Name(link.Path)))
            .ToDictionary(link => link.Path, StringComparer.Ordinal);
        foreach (var link in links.Values)
        {
            if (Behind(link, links) is { } target && found.GetValueOrDefault(target) is { } file)
                found.Add(link.Path, file with { Path = link.Path, Kind = CompiledKind.Link });
        }

        return [.. found.Values];
    }

    private static bool IsLibraryName(string name) => name.Contains(".so", StringComparison.Ordinal);

    private static bool MayBe(LayerEntry entry) =>
        entry is FileEntry or BytesEntry
        && !entry.Path.EndsWith(".py", StringComparison.Ordinal)
        && !entry.Path.EndsWith(".pyc", StringComparison.Ordinal);

    private static CompiledFile? Read(LayerEntry entry)
    {
        using var stream = EntryContent.Open(entry);
        return CompiledFile.Read(stream, entry.Path, entry.Origin);
    }

    private static string? Behind(LinkEntry link, Dictionary<string, LinkEntry> links)
    {
        var path = link.Path;
        for (var left = links.Count; left >= 0 && links.TryGetValue(path, out var next); left--)
        {
            if (SlashPath.Resolve(next.Target.StartsWith('/') ? "" : SlashPath.Folder(path), next.Target) is not { } to)
                return null;
            path = to;
        }

        return path;
    }
}
