namespace PyContainers.Tasks.Tests;

public sealed class ProvisionUvTests : IDisposable
{
    private readonly TaskStage _stage = new();

    [Fact]
    public void NamedUvIsWrittenDown()
    {
        _stage.Done(_stage.ProvisionUv());

        var tool = _stage.State.Uv.Read();
        (tool.Path, tool.Version, tool.CacheFolder).ShouldBe((_stage.Uv.Path, "0.13.0", _stage.Cache));
        _stage.Uv.Calls.ShouldHaveSingleItem().ToString().ShouldBe("self version --output-format json");
    }

    [Fact]
    public void TimeOfTheBuildReachesUv()
    {
        var task = _stage.ProvisionUv();
        task.SourceDateEpoch = "1000000000";
        _stage.Done(task);

        _stage.Done(_stage.RestoreProject());

        _stage.Uv.LastCall("lock", "--check").Environment["SOURCE_DATE_EPOCH"].ShouldBe("1000000000");
    }

    [Fact]
    public void TimeThatIsNoNumberIsAnErrorBeforeUvRuns()
    {
        var task = _stage.ProvisionUv();
        task.SourceDateEpoch = "yesterday";

        _stage.Failed(task).Code.ShouldBe("PYC2014");
        _stage.Uv.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void UvTooOldIsAnError()
    {
        _stage.Uv.Answers(["self", "version"], new() { ["exit"] = 0, ["stdout"] = """{"version":"0.9.30"}""" });

        _stage.Failed(_stage.ProvisionUv()).Code.ShouldBe("PYC1002");
        File.Exists(_stage.State.Uv.Path).ShouldBeFalse();
    }

    [Fact]
    public void UntestedUvIsAWarning()
    {
        _stage.Uv.Answers(["self", "version"], new() { ["exit"] = 0, ["stdout"] = """{"version":"0.14.0"}""" });

        _stage.Done(_stage.ProvisionUv());

        _stage.Engine.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC1003");
    }

    [Fact]
    public void WhatIsNoUvIsAnError()
    {
        _stage.Uv.Answers(["self", "version"], new() { ["exit"] = 0, ["stdout"] = "hello" });

        _stage.Failed(_stage.ProvisionUv()).Code.ShouldBe("PYC1002");
    }

    [Fact]
    public void MissingUvIsAnError()
    {
        var task = _stage.ProvisionUv();
        task.UvPath = Path.Combine(_stage.Root, "nowhere", "uv");

        _stage.Failed(task).Code.ShouldBe("PYC1002");
    }

    [Fact]
    public void UnknownVersionNeedsAHash()
    {
        var task = _stage.ProvisionUv();
        (task.UvPath, task.UvVersion) = ("", "0.13.99");

        _stage.Failed(task).Code.ShouldBe("PYC1006");
    }

    [Fact]
    public void FolderThatIsNoKitIsAnError()
    {
        var task = _stage.ProvisionUv();
        task.OfflineKit = _stage.Root;

        _stage.Failed(task).Code.ShouldBe("PYC1007");
    }

    public void Dispose() => _stage.Dispose();
}
