using PyContainers.Core.Environments;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class FillEnvironmentStageTests : IDisposable
{
    private readonly Publish _publish = new Publish().Restored();

    private string SitePackages => FakeUv.SitePackages(_publish.Platform.Environment);

    private string CompleteFile => Path.Combine(_publish.Platform.Environment, ".pycontainers-complete");

    [Fact]
    public void DependenciesAreInstalledWithoutLocalPackages()
    {
        _publish.SyncDependencies();

        Directory.Exists(Path.Combine(SitePackages, "tiny")).ShouldBeTrue();
        Directory.Exists(Path.Combine(SitePackages, "demo")).ShouldBeFalse();
        var call = _publish.Uv.LastCall("sync");
        call.Arguments.ShouldBe([
            "sync",
            "--frozen",
            "--no-default-groups",
            "--no-editable",
            "--no-compile-bytecode",
            "--no-install-package=demo",
            "--no-python-downloads",
            "--python",
            _publish.State.Interpreter.Read().HostPath,
            "--python-platform",
            "x86_64-manylinux_2_36",
        ]);
        call.Environment["UV_PROJECT_ENVIRONMENT"].ShouldBe(_publish.Platform.Environment);
        call.Folder.ShouldBe(_publish.ProjectFolder);
    }

    [Fact]
    public void ExtrasAndGroupsArePassedOn()
    {
        _publish.SyncDependencies(new FillEnvironmentOptions(Publish.Rid, "demo", ["web", "s3"], ["prod"]));

        var text = _publish.Uv.LastCall("sync").ToString();
        text.ShouldContain("--package=demo --extra=web --extra=s3 --group=prod");
    }

    [Fact]
    public void LocalPackagesAreBuiltAnew()
    {
        _publish.SyncDependencies();

        _publish.SyncLocalPackages();

        Directory.Exists(Path.Combine(SitePackages, "tiny")).ShouldBeTrue();
        Directory.Exists(Path.Combine(SitePackages, "demo")).ShouldBeTrue();
        var call = _publish.Uv.LastCall("build");
        call.Arguments[1].ShouldBe(_publish.ProjectFolder);
        File.Exists(call.Environment["DIST_EXTRA_CONFIG"]).ShouldBeFalse(); // gone with the call
    }

    [Fact]
    public void FailedSyncLeavesNothingThatLooksDone()
    {
        _publish.SyncDependencies();
        _publish.Uv.Fails(["build"], "error: Failed to build `demo`\n  cause: The build backend returned an error\n");

        Failure.Of(() => _publish.SyncLocalPackages()).Code.ShouldBe("PYC1016");

        File.Exists(CompleteFile).ShouldBeFalse();
        _publish.Uv.Forget();
        _publish.SyncLocalPackages();
        _publish.Uv.Calls.Count(call => call.Is("sync")).ShouldBe(2); // asked, and done again
    }

    [Fact]
    public void AllThatIsMissingOfflineIsNamedAtOnce()
    {
        const string Offline = "Network connectivity is disabled, but the requested data wasn't found in the cache\n";
        _publish.Uv.Fails(["sync", "--frozen"], $"error: Failed to download `tiny==1.0`\n  cause: {Offline}");
        _publish.Uv.Fails(
            ["sync", "--frozen", "--no-default-groups", "--no-editable", "--no-install-package=demo",
                "--no-install-package=tiny"],
            $"error: Failed to download `other==2.0`\n  cause: {Offline}");
        _publish.Uv.Answers(
            ["sync", "--frozen", "--no-default-groups", "--no-editable", "--no-install-package=demo",
                "--no-install-package=other", "--no-install-package=tiny"],
            new() { ["exit"] = 0 });
        _publish.Uv.Answers(
            ["sync", "--frozen", "--no-default-groups", "--no-editable", "--dry-run"],
            new() { ["exit"] = 0, ["stdout"] = "{\"sync\":{\"changes\":[]}}" });
        _publish.Uv.Fails(
            ["build"],
            "error: Failed to build `demo`\n  cause: Failed to resolve requirements from `build-system.requires`\n"
                + "  cause: No solution found when resolving: `hatchling`\n  cause: Because hatchling was not found in "
                + "the cache and you require hatchling, we can conclude that your requirements are unsatisfiable.\n\n"
                + "hint: Packages were unavailable because the network was disabled.\n");

        var error = Failure.Of(() => _publish.SyncDependencies());

        error.Code.ShouldBe("PYC1013");
        error.Message.ShouldStartWith("uv's cache lacks other 2.0, tiny 1.0; hatchling (to build 'demo').");
    }

    [Theory]
    [InlineData("error: Hash mismatch for `tiny==1.0`\n", "PYC1014")]
    [InlineData(
        "error: Network connectivity is disabled, but the requested data wasn't found in the cache for: `tiny`\n",
        "PYC1013"
    )]
    [InlineData(
        "error: Distribution `tiny==1.0` can't be installed because it doesn't have a source distribution or wheel for "
            + "the current platform\n",
        "PYC1015"
    )]
    [InlineData(
        "error: Request failed after 3 retries\n  cause: Failed to fetch: `https://index.example/simple/tiny/`\n",
        "PYC1017"
    )]
    [InlineData("error: Extra `web` is not defined in the `optional-dependencies` table\n", "PYC2008")]
    [InlineData("error: Group `prod` is not defined in the project's `dependency-groups` table\n", "PYC2009")]
    public void FailuresHaveCodes(string text, string code)
    {
        _publish.Uv.Fails(["sync"], text);

        Failure.Of(() => _publish.SyncDependencies()).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("{\"name\":\"tiny\",\"action\":\"installed\"}", "demo", "")]
    [InlineData(
        "{\"name\":\"Tiny\",\"action\":\"installed\"},{\"name\":\"demo\",\"action\":\"installed\"}", "", "demo")]
    public void OnlyPackagesThatUvPlansAreBuilt(string changes, string without, string with)
    {
        _publish.Uv.Answers(
            ["sync", "--dry-run"],
            new(StringComparer.Ordinal) { ["exit"] = 0, ["stdout"] = "{\"sync\":{\"changes\":[" + changes + "]}}" });
        _publish.SyncDependencies();

        _publish.SyncLocalPackages();

        var names = StagingEnvironment.NamesIn(_publish.Platform.Environment);
        names.ShouldContain("tiny");
        names.Contains("demo").ShouldBe(with == "demo" && without.Length == 0);
    }

    [Theory]
    [InlineData("tiny other demo", "other missing")]
    [InlineData("demo", "tiny not wanted")]
    public void EnvironmentThatIsNotAsPlannedIsRefused(string planned, string part)
    {
        var changes = planned.Split(' ').Select(name => $"{{\"name\":\"{name}\",\"action\":\"installed\"}}");
        _publish.Uv.Answers(
            ["sync", "--dry-run"],
            new(StringComparer.Ordinal)
            {
                ["exit"] = 0,
                ["stdout"] = "{\"sync\":{\"changes\":[" + string.Join(',', changes) + "]}}",
            });

        var diagnostic = Failure.Of(() => _publish.SyncDependencies());

        diagnostic.Code.ShouldBe("PYC3045");
        diagnostic.Message.ShouldContain(part);
        File.Exists(CompleteFile).ShouldBeFalse();
    }

    public void Dispose() => _publish.Dispose();
}
