using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PyContainers.Core.Applications;

namespace PyContainers.Tasks;

/// <summary>Shows what is left out of the image to people as a list, and to other targets as items.</summary>
internal static class LeftOutTable
{
    public static ITaskItem[] Show(IReadOnlyList<LeftOut> leftOut, TaskLoggingHelper log)
    {
        if (leftOut.Count > 0)
            log.LogMessage(MessageImportance.High, "{0,-34} {1}", "left out", "file or folder");
        foreach (var one in leftOut.OrderBy(one => one.Group))
            log.LogMessage(MessageImportance.High, "{0,-34} {1}", LeftOutRule.NameOf(one.Group), one.Path);
        return [.. leftOut.Select(Item)];
    }

    private static TaskItem Item(LeftOut one)
    {
        var item = new TaskItem(MSBuildText.Escape(one.Path));
        item.SetMetadata("Group", one.Group.ToString());
        return item;
    }
}
