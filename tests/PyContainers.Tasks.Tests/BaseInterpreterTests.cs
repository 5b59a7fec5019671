using PyContainers.Core.Layers;

namespace PyContainers.Tasks.Tests;

public sealed class BaseInterpreterTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Restored();

    [Fact]
    public void BasesPythonNeedsNoArchiveAndNoLayer()
    {
        Base("/usr/bin/python3.13\n/usr/bin/python3.14");
        _stage.Done(Restore());
        _stage.State.Interpreter.Read().Archives.ShouldBeEmpty();
        _stage.Done(_stage.SyncDependencies());
        _stage.Done(_stage.SyncLocalPackages());
        var task = _stage.CreateLayers();
        task.UseBaseInterpreter = true;

        _stage.Done(task);

        _stage.Platform.ReadLayers().Layers[0].Kind.ShouldBe(LayerKind.PureDependencies);
    }

    [Fact]
    public void OtherVersionNamesBoth()
    {
        Base("/usr/bin/python3.11");

        var error = _stage.Failed(Restore());

        error.Code.ShouldBe("PYC3036");
        error.Message!.ShouldContain("has Python 3.11");
        error.Message!.ShouldContain("Python 3.13.9");
    }

    [Fact]
    public void BaseTellsNothingUnlessAsked()
    {
        var task = _stage.ReadBaseImage();
        task.UseInterpreter = true;
        _stage.Done(task);
        File.ReadAllText(_stage.Platform.BaseInterpreters).ShouldBe("/usr/bin/python3.12");

        _stage.Done(_stage.ReadBaseImage());

        File.ReadAllText(_stage.Platform.BaseInterpreters).ShouldBeEmpty();
    }

    public void Dispose() => _stage.Dispose();

    private RestoreProject Restore()
    {
        var task = _stage.RestoreProject();
        (task.UseBaseInterpreter, task.BaseImage) = (true, "base");
        return task;
    }

    private void Base(string interpreters, string runtimeIdentifier = TaskStage.Rid)
    {
        Directory.CreateDirectory(_stage.State.For(runtimeIdentifier).Folder);
        File.WriteAllText(_stage.State.For(runtimeIdentifier).BaseInterpreters, interpreters);
    }
}
