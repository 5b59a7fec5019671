using Microsoft.Build.Utilities;
using PyContainers.Core.Layers;

namespace PyContainers.Tasks.Tests;

public sealed class CreateLayersTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Staged();

    [Fact]
    public void LayersAndStartAreWrittenDown()
    {
        _stage.Done(_stage.CreateLayers());

        var layers = _stage.Platform.ReadLayers().Layers;
        layers[0].Kind.ShouldBe(LayerKind.Interpreter);
        layers[^1].Kind.ShouldBe(LayerKind.App);
        layers.SelectMany(layer => layer.Content).ShouldBe(["cpython 3.13.9", "tiny 1.0", "demo 1.2.3"]);
        _stage.Platform.Start.Read().Arguments.ShouldBe(["/app/.venv/bin/demo"]);
    }

    [Fact]
    public void UsersOwnCommandIsNotInferred()
    {
        var task = _stage.CreateLayers();
        task.InferStart = false;

        _stage.Done(task);

        _stage.Platform.Start.Read().Arguments.ShouldBeEmpty();
    }

    [Fact]
    public void IncludeOutsideTheProjectNeedsATarget()
    {
        var outside = _stage.Write("outside.txt", "x");
        var task = _stage.CreateLayers();
        task.Include = [new TaskItem(outside)];
        _stage.Failed(task).Code.ShouldBe("PYC2014");

        task = _stage.CreateLayers();
        task.Include =
        [
            new TaskItem(
                outside,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["TargetPath"] = "data/x.txt" }
            ),
        ];
        _stage.Done(task);
    }

    [Fact]
    public void TimeThatIsNoNumberIsAnError()
    {
        var task = _stage.CreateLayers();
        task.SourceDateEpoch = "yesterday";

        _stage.Failed(task).Code.ShouldBe("PYC2014");
    }

    [Fact]
    public void FailedLayersLeaveTheOldOnes()
    {
        _stage.Done(_stage.CreateLayers());
        var before = File.ReadAllText(_stage.Platform.Layers.Path);
        var task = _stage.CreateLayers();
        task.Include =
        [
            new TaskItem(
                _stage.Write("a.txt", "a"),
                new Dictionary<string, string>(StringComparer.Ordinal) { ["TargetPath"] = "/app/.venv/pyvenv.cfg" }
            ),
        ];

        _stage.Failed(task).Code.ShouldBe("PYC2061");

        File.ReadAllText(_stage.Platform.Layers.Path).ShouldBe(before);
    }

    public void Dispose() => _stage.Dispose();
}
