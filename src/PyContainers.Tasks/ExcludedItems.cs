using Microsoft.Build.Framework;
using PyContainers.Core.Applications;

namespace PyContainers.Tasks;

/// <summary>Full paths out of items that name files and folders. Metadata <c>Group</c>: why they stay out, a
/// <see cref="LeftOutGroup"/>; without it the user says so.</summary>
internal static class ExcludedItems
{
    public static ExcludedPaths Of(IEnumerable<ITaskItem> items) =>
        new(
            items.Select(item =>
                KeyValuePair.Create(
                    Path.TrimEndingDirectorySeparator(item.GetMetadata("FullPath")),
                    Enum.TryParse<LeftOutGroup>(item.GetMetadata("Group"), out var group)
                        ? group
                        : LeftOutGroup.Excluded
                )
            )
        );
}
