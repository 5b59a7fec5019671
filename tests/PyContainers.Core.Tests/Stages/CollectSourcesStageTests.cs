namespace PyContainers.Core.Tests.Stages;

public sealed class CollectSourcesStageTests : IDisposable
{
    private readonly Publish _publish = new Publish().Restored();

    private string InProject(string path) => Path.GetFullPath(path, _publish.ProjectFolder);

    [Fact]
    public void SourcesAreWhatAPackageMayBeBuiltFrom()
    {
        _publish.Write("project/uv.toml", "");
        _publish.Write("project/.venv/pyvenv.cfg", "");
        _publish.Write("project/src/demo/__pycache__/x.pyc", "");

        _publish.CollectSources().ShouldBe(
            [InProject("pyproject.toml"), InProject("src/demo/__init__.py"), InProject("uv.toml")]);
    }

    [Fact]
    public void AddedAndRemovedSourcesChangeTheList()
    {
        _publish.CollectSources();
        var before = File.ReadAllText(_publish.State.Sources);

        var added = _publish.Write("project/src/demo/more.py", "");
        _publish.CollectSources();
        File.ReadAllText(_publish.State.Sources).ShouldStartWith(before + added + "|");

        File.Delete(added);
        _publish.CollectSources();
        File.ReadAllText(_publish.State.Sources).ShouldBe(before);
    }

    [Fact]
    public void ScriptIsItsOnlySource()
    {
        var script = _publish.Write("report.py", "# /// script\n# requires-python = '>=3.13'\n# ///\n");
        _publish.Uv.Answers(["export"], new() { ["exit"] = 0, ["touch"] = new[] { _publish.State.Requirements } });
        _publish.RestoreProject(_publish.RestoreProjectOptions with { ProjectFolder = script });

        _publish.CollectSources().ShouldBe([script]);
    }

    // As git checkout, cp -p and tar do.
    private void Change(string path, string text)
    {
        var file = Path.Combine(_publish.Root, path);
        var time = File.GetLastWriteTimeUtc(file);
        _publish.Write(path, text);
        File.SetLastWriteTimeUtc(file, time);
    }

    [Theory]
    [InlineData("project/src/demo/d.json")]
    [InlineData("project/src/demo/ca.pem")]
    [InlineData("project/src/demo/Dockerfile")]
    [InlineData("project/src/demo/.env.example")]
    [InlineData("project/src/demo/global.json")]
    [InlineData("project/src/demo/htmlcov/a.html")]
    [InlineData("shared/schema.json")] // force-include
    [InlineData("shared/data/deep/x.bin")]
    [InlineData("VERSION")] // read by setup.py
    [InlineData("NOTICE")] // the same, in another way
    [InlineData("elsewhere/linked.json")]
    [InlineData("elsewhere/folder/x.json")]
    public void NewContentWithTheOldTimeAndSizeIsAChange(string path)
    {
        _publish.Write("project/pyproject.toml", ProjectBuilder.Pyproject()
            + "[tool.hatch.build.targets.wheel.force-include]\n\"../shared/schema.json\" = \"demo/schema.json\"\n"
            + "[tool.setuptools]\ndata-files = { x = ['../shared/data/**/*.bin'] }\n");
        _publish.Write("project/setup.py", "open(os.path.join(here, '..', 'VERSION'))\n"
            + "(Path(__file__).parent.parent / \"NOTICE\").read_text()\n");
        _publish.Write("elsewhere/linked.json", "0");
        _publish.Write("elsewhere/folder/x.json", "0");
        if (path.StartsWith("elsewhere/", StringComparison.Ordinal))
            Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(InProject("src/demo/linked.json"), "../../../elsewhere/linked.json");
            Directory.CreateSymbolicLink(InProject("src/demo/folder"), "../../../elsewhere/folder");
        }

        _publish.Write(path, "1");
        _publish.CollectSources();
        var before = File.ReadAllText(_publish.State.Sources);

        Change(path, "2");
        _publish.CollectSources();

        File.ReadAllText(_publish.State.Sources).ShouldNotBe(before);
    }

    [Fact]
    public void LinkThatPointsElsewhereIsAChange()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        _publish.Write("project/src/demo/a.json", "same");
        _publish.Write("project/src/demo/b.json", "same");
        var link = InProject("src/demo/link.json");
        File.CreateSymbolicLink(link, "a.json");
        _publish.CollectSources();
        var before = File.ReadAllText(_publish.State.Sources);

        File.Delete(link);
        File.CreateSymbolicLink(link, "b.json");
        _publish.CollectSources();

        File.ReadAllText(_publish.State.Sources).ShouldNotBe(before);
    }

    [Fact]
    public void IncludedFileIsComparedByItsContentToo()
    {
        var file = _publish.Write("prod.toml", "1");
        _publish.CollectSources(file);
        var (before, sources) = (File.ReadAllText(_publish.State.Included), File.ReadAllText(_publish.State.Sources));

        Change("prod.toml", "2");
        _publish.CollectSources(file);

        File.ReadAllText(_publish.State.Included).ShouldNotBe(before);
        File.ReadAllText(_publish.State.Sources).ShouldBe(sources);
    }

    [Fact]
    public void NewTimeAloneIsNoChange()
    {
        _publish.CollectSources();
        var time = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(_publish.State.Sources, time);

        File.SetLastWriteTimeUtc(InProject("src/demo/__init__.py"), DateTime.UtcNow);
        _publish.CollectSources();

        File.GetLastWriteTimeUtc(_publish.State.Sources).ShouldBe(time);
    }

    public void Dispose() => _publish.Dispose();
}
