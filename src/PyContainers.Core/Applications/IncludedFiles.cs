using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>The user's own additions over what else is there: as with <c>COPY</c>, what is said explicitly
/// wins.</summary>
public static class IncludedFiles
{
    /// <summary>The entries with the files in the place of what had their paths.</summary>
    /// <param name="entries">What is there without them.</param>
    /// <param name="files">What the user adds.</param>
    /// <exception cref="PyContainersException">PYC2032 for two different files at one path.</exception>
    public static IReadOnlyList<LayerEntry> Over(IReadOnlyList<LayerEntry> entries, IEnumerable<FileEntry> files)
    {
        var added = new SortedDictionary<string, FileEntry>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!added.TryAdd(file.Path, file) && !IsSame(added[file.Path].Source, file.Source))
                throw FileErrors.TwoIncludes(file.Path, added[file.Path].Source, file.Source);
        }

        return [.. entries.Where(entry => !added.ContainsKey(entry.Path)), .. added.Values];
    }

    private static bool IsSame(string one, string other) =>
        HostPath.AreSame(one, other) || Digests.OfFile(one) == Digests.OfFile(other);
}
