using Microsoft.Build.Framework;
using PyContainers.Core.Applications;

namespace PyContainers.Tasks;

/// <summary><c>PyContainerInclude</c>.</summary>
internal static class IncludedItems
{
    /// <summary>The items as files. The name for messages is what the user wrote, as far as MSBuild still has
    /// it.</summary>
    public static IReadOnlyList<IncludedFile> Of(IEnumerable<ITaskItem> items) =>
    [
        .. items.Select(item => new IncludedFile(
            item.ItemSpec, item.GetMetadata("FullPath"), item.GetMetadata("TargetPath"), item.GetMetadata("Link"))),
    ];
}
