using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Tests.Interpreters;

namespace PyContainers.Core.Tests.Stages;

public sealed class WriteLayersStageTests : IDisposable
{
    private readonly Publish _publish = new Publish().Staged();

    private IReadOnlyList<WrittenLayer> Layers => _publish.Platform.ReadLayers().Layers;

    [Fact]
    public void LayersAndStartAreWrittenDown()
    {
        _publish.WriteLayers();

        (Layers[0].Kind, Layers[^1].Kind).ShouldBe((LayerKind.Interpreter, LayerKind.App));
        Layers.SelectMany(layer => layer.Content).ShouldBe(["cpython 3.13.9", "tiny 1.0", "demo 1.2.3"]);
        _publish.Platform.Start.Read().Arguments.ShouldBe(["/app/.venv/bin/demo"]);
    }

    [Fact]
    public void SecondTimeEverythingIsInTheCache()
    {
        _publish.WriteLayers();
        _publish.WriteLayers();

        Layers.Select(layer => layer.Reused).Distinct().ShouldBe([true]);
    }

    [Fact]
    public void BasesInterpreterIsNoLayer()
    {
        File.WriteAllText(_publish.Platform.BaseInterpreters, "/usr/bin/python3.13");

        _publish.WriteLayers(_publish.LayersOptions with { UseBaseInterpreter = true });

        Layers[0].Kind.ShouldBe(LayerKind.PureDependencies);
    }

    // uv's own builds have the library in the executable; a build of somebody else's may be linked to it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LibraryForAnApplicationThatEmbedsPythonIsALayerUnlessTheInterpreterHasItAnyway(bool isStatic)
    {
        const string library = "libpython3.13.so.1.0";
        var file = Path.Combine(_publish.Root, "python.tar.gz");
        var program = new ElfBytes { IsProgram = true, Needs = isStatic ? [] : [library], RunPath = "$ORIGIN/../lib" };
        File.WriteAllBytes(file, Archives.TarGz(
            Archives.File("python/bin/python3.13", program.ToArray()),
            Archives.File("python/lib/" + library, new ElfBytes().ToArray())));
        var interpreter = _publish.State.Interpreter.Read();
        _publish.State.Interpreter.Write(interpreter with
        {
            Archives = new Dictionary<string, VerifiedArchive>(StringComparer.Ordinal)
            {
                [Publish.Rid] = new(file, Digests.OfFile(file)),
            },
        });

        _publish.WriteLayers(_publish.LayersOptions with { IsEmbedded = true });
        Layers.Count(layer => layer.Name == "libpython").ShouldBe(isStatic ? 1 : 0);

        _publish.WriteLayers();
        Layers.ShouldNotContain(layer => layer.Name == "libpython");
    }

    [Fact]
    public void ApplicationThatEmbedsPythonNeedsItsLibrary()
    {
        var error = Failure.Of(() => _publish.WriteLayers(_publish.LayersOptions with { IsEmbedded = true }));

        error.Code.ShouldBe("PYC3059"); // the fake uv's interpreter has none, as those for musl
        error.Message.ShouldContain("'libpython3.13.so.1.0'");
    }

    [Fact]
    public void FileThatNeedsANewerLibraryThanTheBasesIsAnError()
    {
        var file = _publish.Write("tool", "");
        File.WriteAllBytes(file, new ElfBytes { IsProgram = true, Needs = ["libc.so.6 GLIBC_2.37"] }.ToArray());
        var command = new NamedCommand("ContainerAppCommand", ["bin/tool"]);

        var error = Failure.Of(() => _publish.WriteLayers(
            _publish.LayersOptions with { Include = [new IncludedFile("tool", file, "bin/tool")] },
            new() { Infer = false, Command = command, BaseImage = "the-base" }));

        error.Message.ShouldContain("app/bin/tool");
        error.Message.ShouldContain("2.37");
        error.Message.ShouldContain("the-base");
        error.Message.ShouldContain("glibc 2.36");
        File.Exists(_publish.Platform.Layers.Path).ShouldBeFalse();
    }

    [Fact]
    public void FailedLayersLeaveTheOldOnes()
    {
        _publish.WriteLayers();
        var before = File.ReadAllText(_publish.Platform.Layers.Path);
        var file = _publish.Write("a.txt", "a");

        Failure.Of(() => _publish.WriteLayers(
            _publish.LayersOptions with { Include = [new IncludedFile(file, file, "/app/.venv/pyvenv.cfg")] }))
            .Code.ShouldBe("PYC2061");

        File.ReadAllText(_publish.Platform.Layers.Path).ShouldBe(before);
    }

    public void Dispose() => _publish.Dispose();
}
