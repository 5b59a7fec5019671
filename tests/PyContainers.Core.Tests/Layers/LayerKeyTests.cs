using PyContainers.Core.Common;
using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Tar;

namespace PyContainers.Core.Tests.Layers;

public sealed class LayerKeyTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void KeyOfAnAppChangesWithEachIngredient()
    {
        var request = Request();
        string Key(LayersRequest of, string fingerprint = "f") => LayerKey.Of(Layer(LayerKind.App, fingerprint), of);
        LayersRequest With(params LayerEntry[] entries) => request with { AppEntries = entries };
        string[] keys =
        [
            Key(request),
            Key(request, "g"),
            Key(request with { Time = request.Time.AddSeconds(1) }),
            Key(request with { CompileBytecode = false }),
            Key(request with { Paths = new ImagePaths(App: "/srv") }),
            Key(request with { Paths = new ImagePaths(Environment: "/env") }),
            Key(request with { Paths = new ImagePaths(Interpreter: "/py") }),
            Key(request with { Interpreter = request.Interpreter with { Version = "3.13.16" } }),
            Key(request with { WritableFolders = [new DirectoryEntry("data") { Writer = 1 }] }),
            Key(request with { WritableFolders = [new DirectoryEntry("data") { Writer = 2 }] }),
            Key(With(TarText.Text("a", "1"))),
            Key(With(TarText.Text("a", "2"))),
            Key(With(TarText.Text("a", "1", true))),
            Key(With(TarText.Text("b", "1"))),
            Key(With(new LinkEntry("a", "b"))),
            Key(With(new LinkEntry("a", "c"))),
            Key(With(new DirectoryEntry("a"))),
            Key(request with { Below = Base("app") }),
            Key(request with { Below = Base("app/.venv") }),
        ];
        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(keys.Length);
    }

    [Fact]
    public void PlaceOfTheStagingEnvironmentAndOfTheFilesIsNoIngredient()
    {
        LayersRequest From(string folder) =>
            Request() with
            {
                EnvironmentFolder = folder,
                AppEntries = [new FileEntry("a", _folder.Write(folder + "/a", "same"))],
                Interpreter = Request().Interpreter with { HostPath = folder + "/python" },
            };
        LayerKey
            .Of(Layer(LayerKind.App, "f"), From("one"))
            .ShouldBe(LayerKey.Of(Layer(LayerKind.App, "f"), From("two")));
    }

    [Fact]
    public void ContentOfAFileIsAnIngredient()
    {
        string Key() =>
            LayerKey.Of(Layer(LayerKind.App, "f"), Request() with { AppEntries = [new FileEntry("a", _folder["a"])] });
        _folder.Write("a", "1");
        var before = Key();
        _folder.Write("a", "2");
        (Key() == before).ShouldBeFalse();
    }

    [Fact]
    public void DependenciesDoNotChangeWithTheApp() =>
        LayerKey.Of(Layer(LayerKind.PureDependencies, "f"), Request() with { AppEntries = [TarText.Text("a", "1")] })
            .ShouldBe(LayerKey.Of(Layer(LayerKind.PureDependencies, "f"), Request()));

    [Fact]
    public void AppIsNoLayerOfLocalPackagesThoughItHoldsTheSameOne() =>
        (
            LayerKey.Of(Layer(LayerKind.App, "f"), Request())
            == LayerKey.Of(Layer(LayerKind.LocalPackages, "f"), Request())
        ).ShouldBeFalse();

    [Fact]
    public void InterpreterChangesWithItsArchive()
    {
        var layer = new PlannedLayer(LayerKind.Interpreter, "interpreter", []);
        var before = LayerKey.Of(layer, Request());
        (LayerKey.Of(layer, Request("other")) == before).ShouldBeFalse();
        LayerKey.Of(layer, Request()).ShouldBe(before);
    }

    public void Dispose() => _folder.Dispose();

    private static BaseTree Base(string folder) =>
        new([new BaseFolder(folder, 0b111_000_000, 0, 0, new Dictionary<string, string>(StringComparer.Ordinal), [])]);

    private static PlannedLayer Layer(LayerKind kind, string fingerprint) =>
        new(kind, "layer", [new Distribution("shop", "1", "shop-1.dist-info", IsPure: true, [], [], fingerprint, 1)]);

    private static LayersRequest Request(string archive = "archive") =>
        new()
        {
            Project = new ProjectInfo("shop", "1", "/shop", "/shop", ">=3.13", IsPackage: true, [], []),
            Interpreter = new Interpreter(
                "3.13.15",
                "/python",
                new Dictionary<string, VerifiedArchive>(StringComparer.Ordinal)
            ),
            InterpreterArchive = new VerifiedArchive("/nowhere/python.tar.gz", Digests.Of(archive)),
            EnvironmentFolder = "/env",
        };
}
