using Microsoft.Build.Utilities;

namespace PyContainers.Tasks.Tests;

public sealed class BootScriptTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Staged();

    [Theory]
    [InlineData("./boot.sh")]
    [InlineData("/app/boot.sh")]
    public void BaseWithoutItsInterpreterIsAnErrorInTheScript(string command)
    {
        var error = _stage.Failed(CreateLayers(command, "#!/bin/sh\n"));

        (error.Code, error.File, error.LineNumber).ShouldBe(("PYC2019", Path.Combine(_stage.Root, "boot.sh"), 1));
    }

    [Fact]
    public void PythonOfTheImageIsFine() => _stage.Done(CreateLayers("./boot.sh", "#!/app/.venv/bin/python\n"));

    [Fact]
    public void NameIsLookedForOnTheUsersPath()
    {
        _stage.Failed(CreateLayers("boot.sh", "#!/app/.venv/bin/python\n")).Code.ShouldBe("PYC2019");
        var task = CreateLayers("boot.sh", "#!/app/.venv/bin/python\n");
        task.SearchPath = "/app:/bin";
        _stage.Done(task);
    }

    public void Dispose() => _stage.Dispose();

    private CreateLayers CreateLayers(string command, string text)
    {
        var task = _stage.CreateLayers();
        task.Include =
        [
            new TaskItem(
                _stage.Write("boot.sh", text),
                new Dictionary<string, string>(StringComparer.Ordinal) { ["TargetPath"] = "boot.sh" }
            ),
        ];
        (task.InferStart, task.Command, task.BaseImage) = (false, [command, "--serve"], "base");
        return task;
    }
}
