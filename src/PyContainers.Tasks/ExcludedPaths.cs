using Microsoft.Build.Framework;
using PyContainers.Core.Common;

namespace PyContainers.Tasks;

/// <summary>Full paths out of items that name files and folders.</summary>
internal static class ExcludedPaths
{
    public static HashSet<string> Of(IEnumerable<ITaskItem> items) =>
        items.Select(item => Path.TrimEndingDirectorySeparator(item.GetMetadata("FullPath")))
            .ToHashSet(HostPath.Comparer);
}
