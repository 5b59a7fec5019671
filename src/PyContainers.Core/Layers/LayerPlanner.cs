using PyContainers.Core.Environments;

namespace PyContainers.Core.Layers;

/// <summary>Divides distributions among layers. The choice depends on names and sizes alone, never on the
/// machine.</summary>
public static class LayerPlanner
{
    /// <summary>How many layers of ours an image has at most, unless the user says otherwise; engines allow
    /// 127.</summary>
    public const int DefaultBudget = 12;

    /// <summary>The fewest layers that can be asked for.</summary>
    public const int SmallestBudget = 7;

    /// <summary>The name of the layer with the interpreter's shared library.</summary>
    internal const string SharedLibrary = "libpython";

    /// <summary>From this size on, uncompressed, a distribution is worth a layer of its own.</summary>
    private const long Heavy = 10_000_000;

    /// <summary>From this size on it is apart from the small ones: most distributions are small, and so their layer is
    /// cheap to change.</summary>
    private const long Large = 500_000;

    /// <summary>Plans the layers, bottom to top.</summary>
    /// <param name="distributions">Everything installed.</param>
    /// <param name="project">PEP 503 name of the project.</param>
    /// <param name="local">PEP 503 names of every package built from sources on this machine.</param>
    /// <param name="ownInterpreter">Whether the image gets an interpreter of ours.</param>
    /// <param name="budget">How many layers at most; at least <see cref="SmallestBudget"/>.</param>
    /// <returns>Layers with something in them. One distribution is in exactly one.</returns>
    public static IReadOnlyList<PlannedLayer> Plan(
        IReadOnlyList<Distribution> distributions,
        string project,
        IReadOnlySet<string> local,
        bool ownInterpreter,
        int budget
    )
    {
        var thirdParty = distributions.Where(distribution => !local.Contains(distribution.Name)).ToList();
        var heavy = thirdParty
            .Where(distribution => distribution.Size >= Heavy)
            .OrderByDescending(distribution => distribution.Size)
            .ThenBy(distribution => distribution.Name, StringComparer.Ordinal)
            .Take(Math.Max(0, budget - SmallestBudget))
            .OrderBy(distribution => distribution.Name, StringComparer.Ordinal).ToList();
        var light = thirdParty.Except(heavy).ToList();

        var layers = new List<PlannedLayer>();
        if (ownInterpreter)
            layers.Add(new PlannedLayer(LayerKind.Interpreter, "interpreter", []));
        Add(
            LayerKind.PureDependencies,
            "large pure dependencies",
            light.Where(distribution => distribution.IsPure && distribution.Size >= Large)
        );
        Add(
            LayerKind.PureDependencies,
            "pure dependencies",
            light.Where(distribution => distribution.IsPure && distribution.Size < Large)
        );
        Add(
            LayerKind.NativeDependencies,
            "large native dependencies",
            light.Where(distribution => !distribution.IsPure && distribution.Size >= Large)
        );
        Add(
            LayerKind.NativeDependencies,
            "native dependencies",
            light.Where(distribution => !distribution.IsPure && distribution.Size < Large)
        );
        foreach (var distribution in heavy)
            Add(LayerKind.HeavyDependency, distribution.Name, [distribution]);
        Add(
            LayerKind.LocalPackages,
            "local packages",
            distributions.Where(distribution => local.Contains(distribution.Name) && distribution.Name != project)
        );
        layers.Add(
            new PlannedLayer(
                LayerKind.App,
                "app",
                [.. distributions.Where(distribution => distribution.Name == project)]
            )
        );
        return layers;

        void Add(LayerKind kind, string name, IEnumerable<Distribution> content)
        {
            if (content.ToList() is { Count: > 0 } list)
                layers.Add(new PlannedLayer(kind, name, list));
        }
    }
}
