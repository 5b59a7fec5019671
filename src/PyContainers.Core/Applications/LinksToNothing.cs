using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>Links to what is left out would lead nowhere in the image: they are left out for the same reason.</summary>
internal static class LinksToNothing
{
    /// <summary>Moves such links to what is left out; a link to a link goes with it.</summary>
    /// <param name="target">Where it lies in the image, without a leading slash.</param>
    /// <param name="entries">The application's entries.</param>
    /// <param name="leftOut">What is left out.</param>
    public static void Remove(string target, List<LayerEntry> entries, List<LeftOut> leftOut)
    {
        while (true)
        {
            var found = entries.OfType<LinkEntry>().Select(link => (link, Group: GroupOf(link, target, leftOut)))
                .Where(one => one.Group is not null).ToList();
            if (found.Count == 0)
                return;
            foreach (var (link, group) in found)
            {
                entries.Remove(link);
                leftOut.Add(new LeftOut(link.Path[(target.Length + 1)..], group!.Value));
            }

            leftOut.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        }
    }

    private static LeftOutGroup? GroupOf(LinkEntry link, string target, List<LeftOut> leftOut)
    {
        if (SlashPath.Resolve(SlashPath.Folder(link.Path), link.Target) is not { } leads)
            return null;
        return leftOut.Find(one =>
            one.Path.EndsWith('/')
                ? $"{leads}/".StartsWith($"{target}/{one.Path}", StringComparison.Ordinal)
                : leads == $"{target}/{one.Path}"
        )?.Group;
    }
}
