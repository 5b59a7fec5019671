using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class SourceFilesTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData(".venv/lib/x.py")]
    [InlineData(".git/config")]
    [InlineData("pkg/__pycache__/x.cpython-313.pyc")]
    [InlineData("old.pyc")]
    [InlineData(".env")]
    [InlineData(".env.local")]
    [InlineData("conf/.env.production")]
    [InlineData("tls/server.KEY")]
    [InlineData(".netrc")]
    [InlineData("shop.egg-info/PKG-INFO")]
    [InlineData("node_modules/x/index.js")]
    [InlineData("pyproject.toml")]
    [InlineData("uv.lock")]
    [InlineData("App.csproj")]
    [InlineData("Directory.Build.props")]
    [InlineData("Dockerfile")]
    public void FileThatDoesNotBelongInAnImageIsLeftOut(string path)
    {
        _folder.Write(path, "x");
        _folder.Write("main.py");
        Paths().ShouldBe(["app/main.py"]);
    }

    [Fact]
    public void AnyFolderWithAnEnvironmentInItIsLeftOut()
    {
        _folder.Write("tools/env313/pyvenv.cfg");
        _folder.Write("tools/env313/lib/x.py");
        _folder.Write("tools/run.py");
        Paths().ShouldBe(["app/tools/run.py"]);
    }

    [Theory]
    [InlineData(".envrc-sample")]
    [InlineData("core.py")]
    [InlineData("core.123a")]
    [InlineData("env/__init__.py")]
    [InlineData("composers.yml")]
    [InlineData("credentials.py")]
    [InlineData("secrets.py")]
    [InlineData("bin/start")]
    [InlineData("obj/cube.obj")]
    [InlineData("bin/Release/notes.txt")]
    [InlineData(".gitkeep")]
    [InlineData("environment.py")]
    [InlineData("keyboard.py")]
    [InlineData("templates/venv.html")]
    public void FileThatOnlyLooksAlikeStays(string path)
    {
        _folder.Write(path);
        Paths().ShouldBe(["app/" + path]);
    }

    [Fact]
    public void ExcludedFilesAndFoldersAreLeftOut()
    {
        _folder.Write("main.py");
        _folder.Write("data/big.bin");
        var notes = _folder.Write("notes.txt");
        var excluded = ExcludedPaths.None.With([notes, _folder["data"]], LeftOutGroup.Excluded);
        SourceFiles.Read(_folder.Path, "app", excluded).Entries.Select(entry => entry.Path).ShouldBe(["app/main.py"]);
    }

    [Fact]
    public void EntriesAreInOrdinalOrderOfTheirPaths()
    {
        foreach (var path in new[] { "a/z.py", "a-b.py", "a.py", "B.py", "a/0.py" })
            _folder.Write(path);
        Paths().ShouldBe(["app/B.py", "app/a-b.py", "app/a.py", "app/a/0.py", "app/a/z.py"]);
    }

    [Fact]
    public void LinkInsideStaysALinkAndBecomesRelative()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        _folder.Write("data/a.txt");
        _folder.Link("static/absolute", _folder["data/a.txt"]);
        _folder.Link("static/folder", "../data");
        Entries()
            .OfType<LinkEntry>()
            .ShouldBe([
                new LinkEntry("app/static/absolute", "../data/a.txt"),
                new LinkEntry("app/static/folder", "../data"),
            ]);
        Paths().ShouldBe(["app/data/a.txt", "app/static/absolute", "app/static/folder"]);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    public void LinkThatLeavesTheRootIsRefused(string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        _folder.Link("link", target);
        Failure
            .Of(() => SourceFiles.Read(_folder.Path, "app", ExcludedPaths.None))
            .Code.ShouldBe("PYC2015");
    }

    [Fact]
    public void DockerignoreIsHonouredBesidesOurOwnRules()
    {
        _folder.Write(".dockerignore", "docs\n!docs/api/keep.md\n**/*.log\n!.env\n");
        foreach (
            var path in new[] { "main.py", "docs/a.md", "docs/api/keep.md", "docs/api/drop.md", "logs/x.log", ".env" }
        )
            _folder.Write(path);
        Paths().ShouldBe(["app/docs/api/keep.md", "app/main.py"]);
    }

    [Fact]
    public void InputsOfAnApplicationAreItsFilesAndTheDockerignore()
    {
        var ignore = _folder.Write(".dockerignore", "docs\n");
        _folder.Write("docs/a.md");
        var main = _folder.Write("main.py");
        SourceFiles.ForApplication(_folder.Path, ExcludedPaths.None).ShouldBe([ignore, main]);
        SourceFiles
            .ForBuild(_folder.Path, ExcludedPaths.None)
            .ShouldContain(_folder["docs/a.md"]);
    }

    [Fact]
    public void BuildAlsoReadsTheProjectsMetadata()
    {
        _folder.Write("src/shop/a.py");
        _folder.Write("pyproject.toml");
        _folder.Write("README.md");
        _folder.Write("uv.lock");
        SourceFiles.ForBuild(_folder.Path, ExcludedPaths.None)
            .ShouldBe([_folder["README.md"], _folder["pyproject.toml"], _folder["src/shop/a.py"]]);
    }

    [Fact]
    public void PipesAndSocketsStayOutOfAnApplication()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes in folders");
        _folder.Write("main.py");
        _folder.Write("empty.txt");
        SpecialFiles.Pipe(_folder["data/pipe"]);
        using var socket = SpecialFiles.Socket(_folder["run.sock"]);
        SpecialFiles.Pipe(_folder["cache/CACHEDIR.TAG"]);

        var content = SourceFiles.Read(_folder.Path, "app", ExcludedPaths.None);

        content.Entries.Select(entry => entry.Path).ShouldBe(["app/empty.txt", "app/main.py"]);
        content.LeftOut.ShouldBe([
            new LeftOut("cache/CACHEDIR.TAG", LeftOutGroup.SpecialFiles),
            new LeftOut("data/pipe", LeftOutGroup.SpecialFiles),
            new LeftOut("run.sock", LeftOutGroup.SpecialFiles),
        ]);
        SourceFiles.ForApplication(_folder.Path, ExcludedPaths.None).Count.ShouldBe(2);
    }

    [Fact]
    public void PipeAmongThePartsOfAPackageIsRefusedAndASocketIgnored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes in folders");
        var pipe = SpecialFiles.Pipe(_folder["src/shop/pipe"]);
        using var socket = SpecialFiles.Socket(_folder["run.sock"]);

        var files = SourceFiles.ForBuild(_folder.Path, ExcludedPaths.None);

        files.ShouldBe([pipe]);
        Should.Throw<SpecialFileException>(() => FileStates.Of(files, _folder["memory"])).Path.ShouldBe(pipe);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NameThatIsNotUtf8IsRefused(bool isFolder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no such names");
        _folder.Write("main.py");
        _folder.Write("caf\uFFFD.txt"); // a name as good as any other
        SpecialFiles.WithoutUtf8(_folder["data"], isFolder);

        var error = Failure.Of(() => SourceFiles.Read(_folder.Path, "app", ExcludedPaths.None));

        (error.Code, error.File).ShouldBe(("PYC2057", _folder["data"]));
        Failure.Of(() => SourceFiles.ForBuild(_folder.Path, ExcludedPaths.None)).Code.ShouldBe("PYC2057");
        var excluded = ExcludedPaths.None.With([_folder["data/caf\uFFFD"]], LeftOutGroup.Excluded);
        SourceFiles.Read(_folder.Path, "app", excluded).Entries.Count.ShouldBe(2);
        SpecialFiles.Remove(_folder["data"]);
    }


    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<LayerEntry> Entries() =>
        SourceFiles.Read(_folder.Path, "app", ExcludedPaths.None).Entries;

    private IEnumerable<string> Paths() => Entries().Select(entry => entry.Path);
}
