namespace PyContainers.Core.Tests.Stages;

public sealed class CollectSourcesStageTests : IDisposable
{
    private readonly Publish _publish = new Publish().Restored();

    private string InProject(string path) => Path.Combine(_publish.ProjectFolder, path);

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
        File.ReadAllText(_publish.State.Sources).ShouldBe(before + added + "\n");

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

    public void Dispose() => _publish.Dispose();
}
