using System.Diagnostics;

namespace PyContainers.Tasks.Tests;

public sealed class SyncTaskTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Restored();

    private string SitePackages => FakeUv.SitePackages(_stage.Platform.Environment);

    private string CompleteFile => Path.Combine(_stage.Platform.Environment, ".pycontainers-complete");

    [Fact]
    public void DependenciesAreInstalledWithoutLocalPackages()
    {
        _stage.Done(_stage.SyncDependencies());

        Directory.Exists(Path.Combine(SitePackages, "tiny")).ShouldBeTrue();
        Directory.Exists(Path.Combine(SitePackages, "demo")).ShouldBeFalse();
        var call = _stage.Uv.LastCall("sync");
        call.Arguments.ShouldBe([
            "sync",
            "--frozen",
            "--no-default-groups",
            "--no-editable",
            "--no-compile-bytecode",
            "--no-install-package=demo",
            "--no-python-downloads",
            "--python",
            _stage.State.Interpreter.Read().HostPath,
            "--python-platform",
            "x86_64-manylinux_2_36",
        ]);
        call.Environment["UV_PROJECT_ENVIRONMENT"].ShouldBe(_stage.Platform.Environment);
        call.Folder.ShouldBe(_stage.ProjectFolder);
    }

    [Fact]
    public void ExtrasAndGroupsArePassedOn()
    {
        var task = _stage.SyncDependencies();
        // As -p:PyContainerExtras=web%3Bs3 comes.
        (task.Extras, task.DependencyGroups, task.Package) = (["web;s3"], ["prod"], "demo");

        _stage.Done(task);

        var text = _stage.Uv.LastCall("sync").ToString();
        text.ShouldContain("--package=demo --extra=web --extra=s3 --group=prod");
    }

    [Fact]
    public void LocalPackagesAreBuiltAnew()
    {
        _stage.Done(_stage.SyncDependencies());

        _stage.Done(_stage.SyncLocalPackages());

        Directory.Exists(Path.Combine(SitePackages, "tiny")).ShouldBeTrue();
        Directory.Exists(Path.Combine(SitePackages, "demo")).ShouldBeTrue();
        var call = _stage.Uv.LastCall("build");
        call.Arguments[1].ShouldBe(_stage.ProjectFolder);
        File.Exists(call.Environment["DIST_EXTRA_CONFIG"]).ShouldBeFalse(); // gone with the call
    }

    [Fact]
    public void FailureOfUvIsAnErrorWithACode()
    {
        _stage.Uv.Fails(["sync"], "error: Hash mismatch for `tiny==1.0`\n");

        _stage.Failed(_stage.SyncDependencies()).Code.ShouldBe("PYC1014");
    }

    [Fact]
    public async Task CancellingKillsUvAndSaysNothing()
    {
        _stage.Done(_stage.SyncDependencies());
        _stage.Uv.Forget();
        _stage.Uv.Answers(["build"], new() { ["sleep"] = 600, ["exit"] = 0 });
        using var engine = new RecordingBuildEngine();
        using var task = _stage.SyncLocalPackages();
        task.BuildEngine = engine;

        var run = Task.Run(task.Execute, TestContext.Current.CancellationToken);
        var patience = Stopwatch.StartNew();
        while (_stage.Uv.Calls.Count == 0 && patience.Elapsed < TimeSpan.FromMinutes(5))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        task.Cancel();

        (await run.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken)).ShouldBeFalse();
        engine.Errors.Select(error => error.Message).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(_stage.Uv.Calls[0].ProcessId));
        File.Exists(CompleteFile).ShouldBeFalse();
    }

    public void Dispose() => _stage.Dispose();
}
