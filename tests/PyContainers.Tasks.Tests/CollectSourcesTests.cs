namespace PyContainers.Tasks.Tests;

public sealed class CollectSourcesTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Restored();

    [Fact]
    public void AddedAndRemovedSourcesChangeTheList()
    {
        _stage.Done(_stage.CollectSources());
        var before = File.ReadAllText(_stage.State.Sources);

        var added = _stage.Write("project/src/demo/more.py", "");
        _stage.Done(_stage.CollectSources());
        File.ReadAllText(_stage.State.Sources).ShouldStartWith(before + added + "|");

        File.Delete(added);
        _stage.Done(_stage.CollectSources());
        File.ReadAllText(_stage.State.Sources).ShouldBe(before);
    }

    [Fact]
    public void FilesThatAreAddedHaveAListOfTheirOwn()
    {
        var task = _stage.CollectSources();
        task.Include = [_stage.Write("a;b.txt", "x")];
        _stage.Done(task);

        File.ReadAllText(_stage.State.Included).ShouldStartWith(task.Include[0] + "|sha256:");
    }

    public void Dispose() => _stage.Dispose();
}
