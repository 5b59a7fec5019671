using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

/// <summary>The stages as the table of docs/architecture.md.</summary>
internal static class FlowTable
{
    /// <summary>The table's lines.</summary>
    public static string Of(IEnumerable<Stage> stages) => string.Concat(stages.Select(stage =>
        $"| `{stage.Target}` | {stage.Does} | {Names(stage.Reads)} | {Names(stage.Writes)} |\n"));

    private static string Names(IEnumerable<string> names) => string.Join(' ', names);
}
