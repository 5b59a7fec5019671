using Microsoft.Build.Framework;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;

namespace PyContainers.Tasks;

/// <summary>Tools out of items.</summary>
internal static class PinnedTools
{
    public static IReadOnlyList<PinnedTool> Of(IEnumerable<ITaskItem> items)
    {
        var tools = items
            .SelectMany(item => MSBuildText.Lines(item.ItemSpec)
                .Select(tool => PinnedTool.Parse(tool, item.GetMetadata("Constraints"))))
            .ToList();
        return tools.CountBy(tool => tool.Name).FirstOrDefault(count => count.Value > 1) is { Key: { } twice }
            ? throw ProjectErrors.InvalidProperty(
                "PyContainerTool",
                twice,
                "it is listed twice, but each tool has only one folder."
            )
            : tools;
    }
}
