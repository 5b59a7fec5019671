using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tar;

/// <summary>Where entries come to lie on a base: behind its links and the layer's own, and never in the place of a
/// folder.</summary>
internal static class EntryPlacement
{
    /// <summary>The entries with their paths in the image.</summary>
    /// <exception cref="PyContainersException">PYC3039 where the base has something else.</exception>
    public static IReadOnlyList<LayerEntry> On(BaseTree below, IEnumerable<LayerEntry> entries)
    {
        var all = entries.ToList();
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        var own = all.OfType<LinkEntry>().DistinctBy(link => link.Path, StringComparer.Ordinal)
            .ToDictionary(link => In(link.Path, null), link => link.Target, StringComparer.Ordinal);
        folders.Clear();
        return [.. all.Select(Placed)];

        LayerEntry Placed(LayerEntry entry)
        {
            var path = entry is DirectoryEntry ? below.Resolve(entry.Path, followLast: true, own) : In(entry.Path, own);
            Check(entry, path);
            return path == entry.Path ? entry : entry with { Path = path };
        }

        // Many entries share a folder.
        string In(string path, Dictionary<string, string>? links)
        {
            var slash = path.LastIndexOf('/');
            if (slash < 0)
                return path;
            if (!folders.TryGetValue(path[..slash], out var folder))
                folders.Add(path[..slash], folder = below.Resolve(path[..slash], followLast: true, links));
            return folder.Length == 0 ? path[(slash + 1)..] : folder + path[slash..];
        }

        void Check(LayerEntry entry, string path)
        {
            if (SlashPath.Parents(path).FirstOrDefault(below.IsFile) is { } file)
                throw LayerErrors.InTheWay(entry.Path, "a file", file);
            if (entry is DirectoryEntry ? below.IsFile(path) : below.Folder(path) is not null)
                throw LayerErrors.InTheWay(entry.Path, entry is DirectoryEntry ? "a file" : "a folder", path);
            // A link that stays one is replaced; but behind one to a folder is what the base needs.
            if (
                entry is not DirectoryEntry
                && below.Resolve(path, followLast: true) is var behind
                && behind != path
                && below.Folder(behind) is not null
            )
                throw LayerErrors.InTheWay(entry.Path, "a link to a folder", path);
        }
    }
}
