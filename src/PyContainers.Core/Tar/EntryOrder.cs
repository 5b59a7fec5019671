using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tar;

/// <summary>Completes a set of entries: ordinal order, every parent folder exactly once, one entry a path.</summary>
internal static class EntryOrder
{
    /// <summary>Sorts entries and adds their parents.</summary>
    /// <exception cref="PyContainersException">PYC3030 for two different entries at one path; PYC3031 for a link above
    /// the root.</exception>
    public static IReadOnlyList<LayerEntry> Complete(IEnumerable<LayerEntry> entries)
    {
        var all = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry is LinkEntry link && LeavesRoot(link))
                throw LayerErrors.LinkLeavesRoot(link.Path, link.Target);
            if (!all.TryGetValue(entry.Path, out var other))
                all.Add(entry.Path, entry);
            else if (other is DirectoryEntry && entry is DirectoryEntry)
                all[entry.Path] = entry is DirectoryEntry { Uid: not 0 } ? entry : other;
            else if (!SameContent(entry, other))
                throw LayerErrors.Collision(entry.Path, Source(other), Source(entry));
        }

        foreach (var parent in all.Keys.SelectMany(SlashPath.Parents).ToHashSet(StringComparer.Ordinal))
        {
            if (!all.TryGetValue(parent, out var there))
                all.Add(parent, new DirectoryEntry(parent));
            else if (there is not DirectoryEntry)
                throw LayerErrors.Collision(parent, Source(there), "a folder of the same name");
        }

        return [.. all.Values];
    }

    private static bool LeavesRoot(LinkEntry link) =>
        !link.Target.StartsWith('/') && SlashPath.Resolve(SlashPath.Folder(link.Path), link.Target) is null;

    private static bool SameContent(LayerEntry one, LayerEntry other) =>
        (one, other) switch
        {
            (LinkEntry a, LinkEntry b) => a.Target == b.Target,
            (FileEntry or BytesEntry or SliceEntry, FileEntry or BytesEntry or SliceEntry) => Bytes(one)
                .AsSpan()
                .SequenceEqual(Bytes(other)),
            _ => false,
        };

    private static byte[] Bytes(LayerEntry entry) => entry switch
    {
        FileEntry file => File.ReadAllBytes(file.Source),
        SliceEntry slice => slice.Read(),
        _ => ((BytesEntry)entry).Content.ToArray(),
    };

    private static string Source(LayerEntry entry) => entry is FileEntry file ? file.Source : "generated content";
}
