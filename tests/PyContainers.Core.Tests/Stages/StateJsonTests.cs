using System.Text.Json;
using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Elf;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Kits;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Stages;

/// <summary>What stages tell each other reads back as it was written.</summary>
public sealed class StateJsonTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    private BuildState State => new(_folder.Path);

    private PlatformState Platform => State.For(Publish.Rid);

    [Fact]
    public void Uv()
    {
        var kit = new OfflineKit("/kit", "/kit/uv", "0.13.8", null, null, null, null, "slim");
        var tool = new UvTool("/bin/uv", "0.13.8", "/cache", kit) { SourceDateEpoch = 7 };
        State.Uv.Write(tool);

        State.Uv.Read().ShouldBe(tool);
    }

    [Fact]
    public void Project()
    {
        var requirements = new RequirementSet(ProjectKind.Script, "/p/x.py", "/obj/x.txt", Hashed: true, ["/p/x.py"]);
        var project = new ProjectInfo(
            "demo", null, "/p", "/p/..", ">=3.13", IsPackage: true, ["/p"],
            [new LocalPackage("demo", "/p", HasDynamicVersion: true)], requirements, ["debug"])
        {
            GroupsLeftOut = ["docs"],
            Description = new ProjectDescription("what", "MIT", "https://x.example", null),
        };
        State.Project.Write(project);

        Same(State.Project.Read(), project);
    }

    [Fact]
    public void Interpreters()
    {
        var archives = new Dictionary<string, VerifiedArchive>(StringComparer.Ordinal)
        {
            [Publish.Rid] = new("/cache/x.tar.gz", "sha256:1"),
        };
        State.Interpreter.Write(new Interpreter("3.13.9", "/bin/python", archives));

        var loaded = State.Interpreter.Read();

        (loaded.Version, loaded.HostPath).ShouldBe(("3.13.9", "/bin/python"));
        loaded.Archives.ShouldBe(archives);
    }

    [Fact]
    public void Start()
    {
        Platform.Start.Write(new StartCommand(["a", "b c"], "because", 80));

        var loaded = Platform.Start.Read();

        loaded.Arguments.ShouldBe(["a", "b c"]);
        (loaded.Reason, loaded.Port, loaded.DebugPort).ShouldBe(("because", 80, null));
    }

    [Fact]
    public void FoundLayers()
    {
        var blob = new LayerBlob("sha256:a", "sha256:b", 3, "");
        var layer = new WrittenLayer(LayerKind.NativeDependencies, "native", blob, Reused: true, ["numpy 2"]);
        var found = new FoundDependencies("key", [layer], "r.example", "shop", "sha256:1") { IsUnanswered = true };
        Platform.Found.Write(found);

        Same(Platform.Found.TryRead(), found);
        _folder.Write(Publish.Rid + "/found.json", "off\n");
        Platform.Found.TryRead().ShouldBeNull();
    }

    [Fact]
    public void WrittenLayersAreReadWhileTheirFilesAreThere()
    {
        var file = new CompiledFile(
            "a/b.so", "b", CompiledKind.Module, "x86_64", "b.so", [new("libc.so.6", ["GLIBC_2.34"])], ["$ORIGIN"],
            IsInherited: true);
        var blob = new LayerBlob("sha256:a", "sha256:b", 3, _folder.Write("a.tar.gz")) { Compiled = [file] };
        var layers = new WrittenLayers([new(LayerKind.App, "app", blob, Reused: false, ["demo 1"])]);
        Platform.Layers.Write(layers);

        Same(Platform.ReadLayers(), layers);
        File.Delete(blob.Path);
        Should.Throw<IOException>(() => Platform.ReadLayers()).Message
            .ShouldBe($"A layer listed in '{Platform.Layers.Path}' no longer exists.");
        Platform.Layers.Read().AreThere.ShouldBeFalse();
    }

    [Fact]
    public void FactsOfABaseButNotThoseOfAnOlderVersion()
    {
        var facts = new BaseImageFacts(
            "2.36", HasMusl: false, HasShell: true, [new PasswdEntry("app", 1, 2, "/")], ["/usr/bin/python3.11"],
            ["/bin/sh"], "passwd", "group", "/etc/bundle");
        Platform.BaseFacts.Write(facts);

        var loaded = Platform.BaseFacts.TryRead().ShouldNotBeNull();

        Same(loaded, facts);
        loaded.GlibcMinor.ShouldBe(36);
        // What an older version wrote is no answer to what it was not asked.
        var older = File.ReadAllText(Platform.BaseFacts.Path)
            .Replace("\"programs\"", "\"other\"", StringComparison.Ordinal);
        foreach (var text in new[] { older, "{}" })
        {
            File.WriteAllText(Platform.BaseFacts.Path, text);
            Platform.BaseFacts.TryRead().ShouldBeNull();
        }
    }

    public void Dispose() => _folder.Dispose();

    // By all that is public, not by what the state's own JSON has.
    private static void Same<T>(T? loaded, T written) =>
        JsonSerializer.Serialize(loaded).ShouldBe(JsonSerializer.Serialize(written));
}
