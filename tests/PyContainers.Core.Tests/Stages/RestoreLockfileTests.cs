using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

/// <summary>Which lockfile counts for a project, and what is said when there is none, or one that does not
/// match.</summary>
public sealed class RestoreLockfileTests : IDisposable
{
    private readonly Publish _publish = new();

    private RestoreProjectOptions Options => _publish.RestoreProjectOptions;

    private string PyprojectFile => Path.Combine(_publish.ProjectFolder, "pyproject.toml");

    private string LockFile => Path.Combine(_publish.ProjectFolder, "uv.lock");

    [Fact]
    public void StaleLockIsAnError()
    {
        _publish.Write("project/pyproject.toml", ProjectBuilder.Pyproject(dependencies: "\"tiny==2.0\""));

        var error = Failure.Of(() => _publish.RestoreProject());

        (error.Code, error.File).ShouldBe(("PYC2003", LockFile));
        File.Exists(_publish.State.Project.Path).ShouldBeFalse();
    }

    [Fact]
    public void MissingLockIsAnErrorInALockedBuild()
    {
        File.Delete(LockFile);
        Failure.Of(() => _publish.RestoreProject(Options with { Locked = true })).Code.ShouldBe("PYC2004");
        File.Exists(LockFile).ShouldBeFalse();
    }

    [Fact]
    public void MissingLockIsCreatedOtherwise()
    {
        File.Delete(LockFile);

        _publish.RestoreProject();

        File.Exists(LockFile).ShouldBeTrue();
        _publish.Uv.Calls.ShouldNotContain(call => call.Is("lock", "--check"));
    }

    [Fact]
    public void MissingLockIsMadeWithThePythonThatTheProjectRequires()
    {
        File.Delete(LockFile);

        _publish.RestoreProject();

        var host = _publish.State.Interpreter.Read().HostPath;
        var calls = _publish.Uv.Calls.Where(call => !call.Is("self"));
        calls.Select(call => string.Join(' ', call.Arguments.Take(2))).ShouldBe(
        [
            "python list", "python find", "python install", "python find", "python install",
            "lock --managed-python", "workspace metadata",
        ]);
        _publish.Uv.LastCall("lock").Option("--python").ShouldBe(host);
        _publish.Uv.Calls.First(call => call.Is("python", "list")).Arguments[^1].ShouldBe(">=3.13");
    }

    [Fact]
    public void MissingLockOfAWorkspaceIsMadeWithTheChoiceOfUv()
    {
        _publish.Write("project/pyproject.toml", ProjectBuilder.Pyproject() + "[tool.uv.workspace]\nmembers = []\n");
        File.Delete(LockFile);

        _publish.RestoreProject();

        _publish.Uv.LastCall("lock").Option("--python").ShouldBeNull();
    }

    [Theory]
    [InlineData("packages/*", false)]
    [InlineData("packages/**", true)]
    public void LockOfAMemberIsLookedForAtTheRoot(string pattern, bool ask)
    {
        var member = Path.Combine(_publish.ProjectFolder, "packages", "a");
        _publish.Write("project/pyproject.toml", $"[tool.uv.workspace]\nmembers = ['{pattern}']\n");
        _publish.Write("project/packages/a/pyproject.toml", ProjectBuilder.Pyproject());
        _publish.Uv.Answers(["workspace", "list"], new() { ["exit"] = 0, ["stdout"] = $"{member}\n" });
        File.Delete(LockFile);

        var error = Failure.Of(() => _publish.RestoreProject(Options with { ProjectFolder = member, Locked = true }));

        (error.Code, error.File).ShouldBe(("PYC2004", LockFile));
        _publish.Uv.Calls.Count(call => call.Is("workspace", "list")).ShouldBe(ask ? 1 : 0);
    }

    [Fact]
    public void MemberBelowAnotherProjectIsTheWorkspaces()
    {
        var member = Path.Combine(_publish.ProjectFolder, "examples", "servers", "a");
        _publish.Write("project/pyproject.toml", "[tool.uv.workspace]\nmembers = ['examples', 'examples/servers/*']\n");
        _publish.Write("project/examples/pyproject.toml", ProjectBuilder.Pyproject());
        _publish.Write("project/examples/servers/a/pyproject.toml", ProjectBuilder.Pyproject());
        _publish.Uv.Fails(["workspace", "metadata"], "error: enough\n");

        Failure.Of(() => _publish.RestoreProject(Options with { ProjectFolder = member }));

        _publish.Uv.LastCall("workspace", "metadata").Folder.ShouldBe(_publish.ProjectFolder);
        _publish.Log.Steps.ShouldContain(
            $"a member of the workspace '{_publish.ProjectFolder}', whose uv.lock counts");
        File.Delete(LockFile);
        Failure.Of(() => _publish.RestoreProject(Options with { ProjectFolder = member, Locked = true })).File
            .ShouldBe(LockFile);
    }

    [Fact]
    public void HiddenMemberWithALockOfItsOwnIsTakenAtItsWord()
    {
        var member = Path.Combine(_publish.ProjectFolder, "examples", "a");
        _publish.Write("project/pyproject.toml", "[tool.uv.workspace]\nmembers = ['examples/*']\n");
        _publish.Write("project/examples/pyproject.toml", ProjectBuilder.Pyproject());
        _publish.Write("project/examples/a/pyproject.toml", ProjectBuilder.Pyproject());
        _publish.Write("project/examples/a/uv.lock", "version = 1\n");
        _publish.Uv.Fails(["workspace", "metadata"], "error: enough\n");

        Failure.Of(() => _publish.RestoreProject(Options with { ProjectFolder = member }));

        _publish.Uv.LastCall("workspace", "metadata").Folder.ShouldBe(member);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WorkspaceInAWorkspaceIsSaidBeforeASecondLockIsMade(bool excluded)
    {
        var inner = Path.Combine(_publish.ProjectFolder, "inner");
        var table = "[tool.uv.workspace]\nmembers = ['inn*']\n" + (excluded ? "exclude = ['inner']\n" : "");
        _publish.Write("project/pyproject.toml", table);
        var file = _publish.Write(
            "project/inner/pyproject.toml", ProjectBuilder.Pyproject() + "[tool.uv.workspace]\nmembers = []\n");

        if (excluded)
        {
            _publish.RestoreProject(Options with { ProjectFolder = inner });
            return;
        }

        var error = Failure.Of(() => _publish.RestoreProject(Options with { ProjectFolder = inner }));
        (error.Code, error.File).ShouldBe(("PYC2060", file));
        File.Exists(Path.Combine(inner, "uv.lock")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("error: Read-only file system (os error 30) at path \"/p/.tmpX\"\n")]
    [InlineData("error: failed to create file `/p/uv.lock`: Permission denied (os error 13)\n")]
    public void LockThatCannotBeCreatedIsSaidSo(string text)
    {
        File.Delete(LockFile);
        _publish.Uv.Fails(["lock", "--managed-python"], text);

        var error = Failure.Of(() => _publish.RestoreProject());

        (error.Code, error.File).ShouldBe(("PYC2062", LockFile));
    }

    [Fact]
    public void LockWithoutAnyInterpreterIsMadeWithTheNewest()
    {
        _publish.Write("project/pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1.2.3\"\n");
        File.Delete(LockFile);
        _publish.Uv.Answers(
            ["lock", "--managed-python"],
            new() { ["exit"] = 2, ["stderr"] = "error: No interpreter found in managed installations\n" });

        // The scripted uv fails twice: that the newest was installed in between is what counts.
        Failure.Of(() => _publish.RestoreProject());

        _publish.Uv.LastCall("python", "list").Arguments[^1].ShouldBe("cpython");
        _publish.Uv.Calls.Count(call => call.Is("lock", "--managed-python")).ShouldBe(2);
    }

    [Fact]
    public void StaleLockOfflineIsStale()
    {
        _publish.Uv.Fails(
            ["lock", "--check"],
            "error: No solution found when resolving dependencies\n  cause: Because only fastapi<0.115 is available "
                + "and your project depends on fastapi>=0.115, we can conclude that your project's requirements are "
                + "unsatisfiable.\n\nhint: Packages were unavailable because the network was disabled.\n");

        var error = Failure.Of(() => _publish.RestoreProject());

        (error.Code, error.File).ShouldBe(("PYC2003", LockFile));
        error.Message.ShouldContain("Run 'uv lock' and commit the result.");
        error.Message.ShouldContain("fastapi>=0.115");
    }

    public void Dispose() => _publish.Dispose();
}
