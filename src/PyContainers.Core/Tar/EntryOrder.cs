using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tar;

/// <summary>Completes a set of entries: ordinal order, every parent folder exactly once, one entry a path.</summary>
internal static class EntryOrder
{
    /// <summary>Sorts entries and adds their parents. What is in a folder that a user may write belongs to that user
    /// too, up to a folder that says otherwise.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="below">What they lie on: a folder that is there already stays as it is. It has an entry all the
    /// same: Docker unpacks a layer by itself, and makes a missing parent root's.</param>
    /// <exception cref="PyContainersException">PYC3030 for two different entries at one path; PYC3072 for a path that
    /// is none; PYC3031 for a link above the root; PYC3039 where the base has something else.</exception>
    public static IReadOnlyList<LayerEntry> Complete(IEnumerable<LayerEntry> entries, BaseTree below)
    {
        var all = Merged(EntryPlacement.On(below, entries.Select(Normal)));
        var said = all.Values.OfType<DirectoryEntry>()
            .ToDictionary(folder => folder.Path, folder => folder.Writer, StringComparer.Ordinal);
        foreach (var parent in all.Keys.SelectMany(SlashPath.Parents).ToHashSet(StringComparer.Ordinal))
        {
            if (!all.TryGetValue(parent, out var there))
                all.Add(parent, new DirectoryEntry(parent));
            else if (there is not DirectoryEntry)
                throw LayerErrors.Collision(parent, Source(there), "a folder of the same name");
        }

        var complete = said.Values.All(writer => writer is null)
            ? all.Values
            : all.Values.Select(entry => entry with { Writer = WriterOf(entry, said) });
        return [.. complete.Select(entry => entry is DirectoryEntry folder ? Kept(folder, below) : entry)];
    }

    // Whatever it came from: a wheel's RECORD, an archive, a setting. Here every entry passes.
    private static LayerEntry Normal(LayerEntry entry) =>
        ImagePath.IsNormal(entry.Path) ? entry : throw LayerErrors.NoPlace(entry.Path, Source(entry));

    private static SortedDictionary<string, LayerEntry> Merged(IReadOnlyList<LayerEntry> entries)
    {
        var all = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry is LinkEntry link && LeavesRoot(link))
                throw LayerErrors.LinkLeavesRoot(link.Path, link.Target);
            if (!all.TryGetValue(entry.Path, out var other))
                all.Add(entry.Path, entry);
            else if (other is DirectoryEntry && entry is DirectoryEntry)
                all[entry.Path] = entry.Writer is null ? other : entry;
            else if (!SameContent(entry, other))
                throw LayerErrors.Collision(entry.Path, Source(other), Source(entry));
        }

        return all;
    }

    private static int? WriterOf(LayerEntry entry, Dictionary<string, int?> said) =>
        said.TryGetValue(entry.Path, out var own) ? own
        : SlashPath.Parents(entry.Path).LastOrDefault(said.ContainsKey) is { } nearest ? said[nearest]
        : null;

    // The base's own folder is as it is, unless somebody asks to write into it who cannot.
    private static DirectoryEntry Kept(DirectoryEntry entry, BaseTree below) =>
        below.Folder(entry.Path) is { } folder && (entry.Writer is not { } writer || folder.MayWrite(writer))
            ? entry with { Kept = folder, Writer = null }
            : entry;

    private static bool LeavesRoot(LinkEntry link) =>
        !link.Target.StartsWith('/') && SlashPath.Resolve(SlashPath.Folder(link.Path), link.Target) is null;

    private static bool SameContent(LayerEntry one, LayerEntry other) =>
        (one, other) switch
        {
            (LinkEntry a, LinkEntry b) => a.Target == b.Target,
            (FileEntry or BytesEntry or SliceEntry, FileEntry or BytesEntry or SliceEntry) =>
                EntryContent.Read(one).AsSpan().SequenceEqual(EntryContent.Read(other)),
            _ => false,
        };

    private static string Source(LayerEntry entry) => entry is FileEntry file ? file.Source : "generated content";
}
