using PyContainers.Core.Common;
using PyContainers.Core.Environments;
using PyContainers.Core.Layers;

namespace PyContainers.Core.Tests.Layers;

public sealed class LayerPlannerTests
{
    private static readonly HashSet<string> s_local = new(StringComparer.Ordinal) { "shop", "shop-core" };

    private static readonly Distribution[] s_some =
    [
        Of("click"),
        Of("huge", 90_000_000, pure: false),
        Of("numpy", 20_000_000, pure: false),
        Of("orjson", pure: false),
        Of("shop"),
        Of("shop-core"),
        Of("zeta"),
    ];

    [Fact]
    public void WhatChangesLeastComesFirst() =>
        Plan(s_some)
            .ShouldBe([
                "Interpreter:",
                "PureDependencies: click zeta",
                "NativeDependencies: orjson",
                "HeavyDependency: huge",
                "HeavyDependency: numpy",
                "LocalPackages: shop-core",
                "App: shop",
            ]);

    [Fact]
    public void EmptyLayersAreLeftOutButTheAppIsThere() => Plan([]).ShouldBe(["Interpreter:", "App:"]);

    [Fact]
    public void BaseWithPythonNeedsNoInterpreter() =>
        LayerPlanner
            .Plan([], "shop", s_local, ownInterpreter: false, 10)
            .Select(layer => layer.Kind)
            .ShouldBe([LayerKind.App]);

    [Theory]
    [InlineData(10_000_000, "HeavyDependency: x")]
    [InlineData(9_999_999, "PureDependencies: x")]
    public void LayerOfItsOwnIsForTheHeavy(long size, string expected) => Plan([Of("x", size)])[1].ShouldBe(expected);

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(12)]
    public void OneDistributionIsInExactlyOneLayerAndTheBudgetIsKept(int budget)
    {
        Distribution[] many =
        [
            .. s_some,
            .. Enumerable.Range(0, 20).Select(i => Of($"big{i:00}", 10_000_000 + i, i % 2 == 0)),
        ];
        var layers = LayerPlanner.Plan(many, "shop", s_local, ownInterpreter: true, budget);
        layers.Count.ShouldBeLessThanOrEqualTo(budget);
        layers.SelectMany(layer => layer.Distributions).ShouldBe(many, ignoreOrder: true);
        layers.Select(layer => layer.Name).Distinct(StringComparer.Ordinal).Count().ShouldBe(layers.Count);
        layers.Count(layer => layer.Kind == LayerKind.HeavyDependency).ShouldBe(budget - 7);
    }

    [Fact]
    public void LargestHaveTheLayersOfTheirOwn() =>
        Plan([Of("a", 11_000_000), Of("b", 30_000_000), Of("c", 20_000_000)], budget: 9)
            .ShouldBe(["Interpreter:", "PureDependencies: a", "HeavyDependency: b", "HeavyDependency: c", "App:"]);

    [Theory]
    [InlineData(true, "PureDependencies: x, PureDependencies: y")]
    [InlineData(false, "NativeDependencies: x, NativeDependencies: y")]
    public void SmallOnesAreApartFromLargeOnes(bool pure, string expected) =>
        string.Join(", ", Plan([Of("x", 500_000, pure), Of("y", 499_999, pure)])[1..^1]).ShouldBe(expected);

    [Fact]
    public void OneMoreDistributionChangesOneLayer()
    {
        var before = Plan(s_some);
        var after = Plan([Of("attrs"), .. s_some]);
        after.Except(before, StringComparer.Ordinal).ShouldBe(["PureDependencies: attrs click zeta"]);
        after.Count.ShouldBe(before.Count);
    }

    private static List<string> Plan(IReadOnlyList<Distribution> distributions, int budget = 10) =>
        [
            .. LayerPlanner
                .Plan(distributions, "shop", s_local, ownInterpreter: true, budget)
                .Select(layer =>
                    $"{layer.Kind}: {string.Join(' ', layer.Distributions.Select(d => d.Name))}".TrimEnd()
                ),
        ];

    private static Distribution Of(string name, long size = 1000, bool pure = true) =>
        new(name, "1", name + "-1.dist-info", pure, [], [], Digests.Of(name), size);
}
