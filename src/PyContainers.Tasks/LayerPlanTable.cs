using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PyContainers.Core.Layers;

namespace PyContainers.Tasks;

/// <summary>Shows planned layers to people as a table, and to other targets as items.</summary>
internal static class LayerPlanTable
{
    private const int MostNames = 6;

    public static ITaskItem[] Show(IReadOnlyList<PreviewedLayer> layers, TaskLoggingHelper log)
    {
        log.LogMessage(MessageImportance.High, "{0,-22} {1,9}  {2,-7} {3}", "layer", "MB", "state", "holds");
        foreach (var layer in layers)
            log.LogMessage(
                MessageImportance.High,
                "{0,-22} {1,9}  {2,-7} {3}",
                layer.Plan.Name,
                (layer.Size / 1e6).ToString("0.000", CultureInfo.InvariantCulture),
                layer.Reused ? "reused" : "new",
                Holds(layer.Plan)
            );
        return [.. layers.Select(Item)];
    }

    private static string Holds(PlannedLayer layer)
    {
        var names = layer.Distributions.Select(distribution => $"{distribution.Name} {distribution.Version}").ToList();
        return names.Count <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";
    }

    private static TaskItem Item(PreviewedLayer layer)
    {
        var item = new TaskItem(MSBuildText.Escape(layer.Plan.Name));
        item.SetMetadata("Kind", layer.Plan.Kind.ToString());
        item.SetMetadata("Size", layer.Size.ToString(CultureInfo.InvariantCulture));
        item.SetMetadata("Reused", layer.Reused ? "true" : "false");
        item.SetMetadata(
            "Distributions",
            string.Join(
                ' ',
                layer.Plan.Distributions.Select(distribution => $"{distribution.Name}=={distribution.Version}")
            )
        );
        return item;
    }
}
