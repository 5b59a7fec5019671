using PyContainers.Core.Cache;
using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Environments;

namespace PyContainers.Core.Tests.Layers;

public sealed class ToolsLayerTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void EachToolHasAnEnvironmentAndItsOwnScriptsAreOnThePath()
    {
        var tool = Install("moo", "moo = moo:main");
        new Staging(_folder, "moo").Install(
            "helper-2",
            ("helper-2.dist-info/entry_points.txt", "[console_scripts]\nhelp = helper:main\n")
        );

        var entries = Layer(tool).Entries(CancellationToken.None);

        entries
            .Select(entry => entry.Path)
            .Where(path => path.Contains("bin", StringComparison.Ordinal))
            .ShouldBe([
                "opt/tools/moo/bin/python",
                "opt/tools/moo/bin/python3",
                "opt/tools/moo/bin/python3.13",
                "opt/tools/moo/bin/help",
                "opt/tools/moo/bin/moo",
                "opt/tools/bin/moo",
            ]);
        entries.OfType<LinkEntry>().Single(link => link.Path == "opt/tools/bin/moo").Target.ShouldBe("../moo/bin/moo");
        entries
            .OfType<LinkEntry>()
            .Single(link => link.Path == "opt/tools/moo/bin/python")
            .Target.ShouldBe("/opt/python/bin/python3.13");
        entries.ShouldContain(entry => entry.Path == "opt/tools/moo/lib/python3.13/site-packages/moo/__init__.py");
    }

    [Fact]
    public void LibraryIsNoTool() =>
        Failure.Of(() => Layer(Install("library", "")).Entries(CancellationToken.None)).Code.ShouldBe("PYC2022");

    [Fact]
    public void LayerLiesBelowLocalPackages()
    {
        PlannedLayer[] others =
        [
            new(LayerKind.HeavyDependency, "numpy", []),
            new(LayerKind.LocalPackages, "local packages", []),
            new(LayerKind.App, "app", []),
        ];
        var layers = Layer(Install("b", "b = b:m"), Install("a", "a = a:m")).AddTo(others);
        layers.Select(layer => layer.Name).ShouldBe(["numpy", "tools", "local packages", "app"]);
        layers[1].Distributions.Select(distribution => distribution.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void WithoutToolsThereIsNoLayer() => Layer().AddTo([new(LayerKind.App, "app", [])]).Count.ShouldBe(1);

    [Fact]
    public void KeyChangesWithTheToolsAndTheirContent()
    {
        string Key(params StagedTool[] tools) => LayerKey.Of(Layer(tools).AddTo([])[0], Request(tools));
        var (one, other) = (Install("one", "one = one:m"), Install("other", "other = other:m"));
        string[] keys = [Key(one), Key(other), Key(one, other), Key(one with { Name = "renamed" })];
        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
        Key(other, one).ShouldBe(Key(one, other));
    }

    public void Dispose() => _folder.Dispose();

    private StagedTool Install(string name, string script)
    {
        var staging = new Staging(_folder, name);
        staging.Install(
            name + "-1",
            ($"{name}/__init__.py", "x = 1\n"),
            ($"{name}-1.dist-info/entry_points.txt", $"[console_scripts]\n{script}\n")
        );
        return new StagedTool(name, staging.Folder);
    }

    private ToolsLayer Layer(params StagedTool[] tools) =>
        new(Request(tools), new LayerCache(_folder["cache"], TimeProvider.System), new RecordingLog());

    private static LayersRequest Request(StagedTool[] tools) =>
        new()
        {
            Project = new ProjectInfo("shop", "1", "/shop", "/shop", ">=3.13", IsPackage: true, [], []),
            Interpreter = new Interpreter(
                "3.13.15",
                "/python",
                new Dictionary<string, VerifiedArchive>(StringComparer.Ordinal)
            ),
            InterpreterArchive = null,
            EnvironmentFolder = "/env",
            Tools = tools,
            CompileBytecode = false,
        };
}
