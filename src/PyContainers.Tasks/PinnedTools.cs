using Microsoft.Build.Framework;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;

namespace PyContainers.Tasks;

/// <summary>Tools out of items.</summary>
internal static class PinnedTools
{
    public static IReadOnlyList<PinnedTool> Of(IEnumerable<ITaskItem> items)
    {
        var tools = items.Select(item => PinnedTool.Parse(item.ItemSpec, FullPath(item))).ToList();
        return tools.CountBy(tool => tool.Name).FirstOrDefault(count => count.Value > 1) is { Key: { } twice }
            ? throw ProjectErrors.InvalidProperty("PyContainerTool", twice, "it is listed twice, but each tool has only one folder.")
            : tools;
    }

    // MSBuild's FullPath of "name==version" lies in the project's folder.
    private static string FullPath(ITaskItem item) =>
        item.GetMetadata("Constraints") is { Length: > 0 } constraints ? Path.GetFullPath(constraints, Path.GetDirectoryName(item.GetMetadata("FullPath"))!) : "";
}
