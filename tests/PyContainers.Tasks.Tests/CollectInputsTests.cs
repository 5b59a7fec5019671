namespace PyContainers.Tasks.Tests;

public sealed class CollectInputsTests : IDisposable
{
    private readonly TaskStage _stage = new();

    [Fact]
    public void SettingsAndToolFilesAreWrittenDown()
    {
        var task = _stage.CollectInputs();
        task.ToolFiles = [_stage.Write("tools.txt", "ruff==1\n")];
        _stage.Done(task);

        File.ReadAllText(_stage.State.Settings).ShouldBe("a=1\n");
        File.ReadAllText(_stage.State.ToolFiles).ShouldStartWith(task.ToolFiles[0] + "|sha256:");
    }

    public void Dispose() => _stage.Dispose();
}
