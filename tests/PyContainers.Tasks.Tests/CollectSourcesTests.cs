namespace PyContainers.Tasks.Tests;

public sealed class CollectSourcesTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Restored();

    private static IEnumerable<string> Paths(Microsoft.Build.Framework.ITaskItem[] items) =>
        items.Select(item => item.ItemSpec);

    private string InProject(string path) => Path.Combine(_stage.ProjectFolder, path);

    [Fact]
    public void AddedAndRemovedSourcesChangeTheList()
    {
        _stage.Done(_stage.CollectSources());
        var before = File.ReadAllText(_stage.State.Sources);

        var added = _stage.Write("project/src/demo/more.py", "");
        _stage.Done(_stage.CollectSources());
        File.ReadAllText(_stage.State.Sources).ShouldBe(before + added + "\n");

        File.Delete(added);
        _stage.Done(_stage.CollectSources());
        File.ReadAllText(_stage.State.Sources).ShouldBe(before);
    }

    [Fact]
    public void PathsWithSpecialCharactersStayOneItem()
    {
        var odd = _stage.Write("project/src/demo/a;b %41(c).py", "");

        Paths(_stage.Done(_stage.CollectSources()).SourceFiles).ShouldContain(odd);
    }

    public void Dispose() => _stage.Dispose();
}
