using PyContainers.Core.Projects;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class RestoreProjectStageTests : IDisposable
{
    private readonly Publish _publish = new();

    private RestoreProjectOptions Options => _publish.RestoreProjectOptions;

    private string PyprojectFile => Path.Combine(_publish.ProjectFolder, "pyproject.toml");

    private string LockFile => Path.Combine(_publish.ProjectFolder, "uv.lock");

    [Fact]
    public void ProjectAndInterpretersAreWrittenDown()
    {
        _publish.RestoreProject();

        var project = _publish.State.Project.Read();
        (project.Name, project.Version, project.IsPackage).ShouldBe(("demo", "1.2.3", true));
        project.LocalPackages.ShouldBe([new LocalPackage("demo", _publish.ProjectFolder)]);
        var interpreter = _publish.State.Interpreter.Read();
        interpreter.Version.ShouldBe("3.13.9");
        File.Exists(interpreter.HostPath).ShouldBeTrue();
        File.Exists(interpreter.Archives[Publish.Rid].Path).ShouldBeTrue();
    }

    [Fact]
    public void LockIsCheckedWithTheInterpreter()
    {
        _publish.RestoreProject();

        var call = _publish.Uv.LastCall("lock", "--check");
        call.Option("--python").ShouldBe(_publish.State.Interpreter.Read().HostPath);
        call.Arguments.ShouldContain("--managed-python");
        call.Folder.ShouldBe(_publish.ProjectFolder);
    }

    [Fact]
    public void UvSeesOurEnvironment()
    {
        _publish.RestoreProject();

        var environment = _publish.Uv.LastCall("python", "install").Environment;
        environment["UV_PYTHON_INSTALL_DIR"].ShouldBe(Path.Combine(_publish.Cache, "python", "installed"));
        environment["UV_PYTHON_CACHE_DIR"].ShouldBe(Path.Combine(_publish.Cache, "python", "archives"));
        environment["UV_NO_INSTALLER_METADATA"].ShouldBe("1");
        environment["UV_MANAGED_PYTHON"].ShouldBe("1");
        environment["NO_COLOR"].ShouldBe("1");
        environment["PYTHONHASHSEED"].ShouldBe("0");
        environment["SOURCE_DATE_EPOCH"].ShouldBe("315532800");
        environment.Keys.ShouldNotContain("VIRTUAL_ENV");
    }

    [Fact]
    public void SecondRunChangesNoFile()
    {
        _publish.RestoreProject();
        var state = _publish.State;
        string[] files = [state.Project.Path, state.Interpreter.Path, state.ProjectFiles, state.Configuration];
        var times = files.Select(File.GetLastWriteTimeUtc).ToList();

        _publish.RestoreProject();

        files.Select(File.GetLastWriteTimeUtc).ShouldBe(times);
    }

    [Theory]
    [InlineData("uv.lock", false)]
    [InlineData("pyproject.toml", true)]
    public void ConfigurationIsWhatConfiguresUv(string changed, bool counts)
    {
        _publish.RestoreProject();
        var before = File.ReadAllText(_publish.State.Configuration);
        File.AppendAllText(Path.Combine(_publish.ProjectFolder, changed), "# more\n");

        _publish.RestoreProject();

        (File.ReadAllText(_publish.State.Configuration) != before).ShouldBe(counts);
    }

    [Fact]
    public void MissingPyprojectIsAnErrorInItsFolder()
    {
        File.Delete(PyprojectFile);

        var error = Failure.Of(() => _publish.RestoreProject());

        (error.Code, error.File).ShouldBe(("PYC2001", _publish.ProjectFolder));
    }

    [Fact]
    public void TomlErrorPointsAtLineAndColumn()
    {
        _publish.Write("project/pyproject.toml", "[project]\nname = \"demo\nversion = \"1\"\n");

        var error = Failure.Of(() => _publish.RestoreProject());

        (error.Code, error.File, error.Line, error.Column).ShouldBe(
            ("PYC2002", PyprojectFile, 2, 13)
        );
    }

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
    public void ArchivesOfAllPlatformsThatAreMissingAreNamedAtOnce()
    {
        string Missing(string key) => $"error: Failed to install {key}\n  cause: An offline Python installation was "
            + $"requested, but `{key}` is missing in `/kit`\n";
        foreach (var arch in new[] { "x86_64", "aarch64" })
        {
            var key = $"cpython-3.13.9-linux-{arch}-gnu";
            _publish.Uv.Fails(["python", "install", key], Missing(key));
        }

        var error = Failure.Of(() => _publish.RestoreProject(
            Options with { RuntimeIdentifiers = ["linux-x64", "linux-arm64"] }));

        error.Code.ShouldBe("PYC1013");
        error.Message.ShouldContain("linux-x86_64-gnu");
        error.Message.ShouldContain("linux-aarch64-gnu");
        error.File.ShouldBe(PyprojectFile);
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

    [Theory]
    [InlineData("--help")]
    [InlineData("--config-file /etc/passwd")]
    [InlineData("-q")]
    public void PythonVersionThatLooksLikeAnOptionIsNone(string version)
    {
        _publish.Write("project/.python-version", version + "\n");

        Record.Exception(() => _publish.RestoreProject());

        _publish.Uv.Calls.First(call => call.Is("python", "list")).Arguments.TakeLast(2)
            .ShouldBe(["--", version]);
    }

    [Theory]
    [InlineData("nope", "", "PYC2008")]
    [InlineData("", "nope", "PYC2009")]
    public void UnknownExtraAndGroupAreSaidBeforeUvRuns(string extra, string group, string code)
    {
        var before = _publish.Uv.Calls.Count;

        var error = Failure.Of(() => _publish.RestoreProject(Options with
        {
            Extras = extra.Length > 0 ? [extra] : [],
            DependencyGroups = group.Length > 0 ? [group] : [],
        }));

        (error.Code, error.File).ShouldBe((code, PyprojectFile));
        error.Message.ShouldContain("'nope' is not defined; the project has none");
        _publish.Uv.Calls.Count.ShouldBe(before);
    }

    [Fact]
    public void UnknownExtraOfANamedPackageIsSaidOnceItsFileIsKnown()
    {
        Failure.Of(() => _publish.RestoreProject(Options with { Package = "Demo", Extras = ["nope"] }))
            .Code.ShouldBe("PYC2008");
        _publish.Uv.Calls.ShouldNotContain(call => call.Is("lock"));
    }

    [Fact]
    public void FileWithoutAProjectIsAnErrorAndGetsNoLock()
    {
        _publish.Write("project/pyproject.toml", "[tool.ruff]\nline-length = 100\n");
        File.Delete(LockFile);

        var error = Failure.Of(() => _publish.RestoreProject());

        (error.Code, error.File).ShouldBe(("PYC2012", PyprojectFile));
        File.Exists(LockFile).ShouldBeFalse();
    }

    [Fact]
    public void ScriptsThatAreNotInstalledAreSaid()
    {
        var text = ProjectBuilder.Pyproject().Replace("[build-system]", "[tool.x]", StringComparison.Ordinal);
        _publish.Write("project/pyproject.toml", text);

        _publish.RestoreProject();

        const string Said = "[project.scripts] is not installed: 'demo'";
        _publish.Log.Steps.ShouldContain(line => line.StartsWith(Said, StringComparison.Ordinal));
    }

    [Fact]
    public void PythonOfAScriptIsKnownBeforeItIsExported()
    {
        _publish.Uv.Answers(["export"], new() { ["exit"] = 0, ["touch"] = new[] { _publish.State.Requirements } });
        var script = _publish.Write("report.py", "# /// script\n# requires-python = '>=3.13'\n# ///\n");

        _publish.RestoreProject(Options with { ProjectFolder = script });

        _publish.Uv.LastCall("python", "list").Arguments[^1].ShouldBe(">=3.13");
        _publish.Uv.Calls.Count(call => call.Is("export")).ShouldBe(1);
    }

    [Fact]
    public void PythonThatContradictsTheScriptIsAnError()
    {
        const string Warning = "warning: Python 3.13 is incompatible with the script's Python requirement: `>=3.14`\n";
        _publish.Uv.Answers(["export"], new() { ["exit"] = 0, ["stderr"] = Warning });
        var script = _publish.Write("report.py", "# /// script\n# requires-python = '>=3.14'\n# ///\n");

        var error = Failure.Of(() =>
            _publish.RestoreProject(Options with { ProjectFolder = script, PythonVersion = "3.13" }));

        (error.Code, error.File).ShouldBe(("PYC2011", script));
        error.Message.ShouldStartWith(
            "PyContainerPythonVersion asks for Python 3.13, but the script's 'requires-python' is '>=3.14'.");
    }

    [Theory]
    [InlineData("pypy3.10", "is PyPy, which")]
    [InlineData("3.13t", "is a free-threaded build, which")]
    public void AnotherPythonThanCPythonsDefaultBuildIsRefusedByName(string version, string text)
    {
        var error = Failure.Of(() => _publish.RestoreProject(Options with { PythonVersion = version }));

        error.Code.ShouldBe("PYC3058");
        error.Message.ShouldContain(text);
    }

    [Fact]
    public void UnavailablePythonIsAnError() =>
        Failure.Of(() => _publish.RestoreProject(Options with { PythonVersion = "3.99" })).Code.ShouldBe("PYC1011");

    [Fact]
    public void UnsupportedPlatformIsAnError() =>
        Failure.Of(() => _publish.RestoreProject(Options with { RuntimeIdentifiers = ["win-x64"] }))
            .Code.ShouldBe("PYC3015");

    [Fact]
    public void UnknownPackageIsAnError() =>
        Failure.Of(() => _publish.RestoreProject(Options with { Package = "other" })).Code.ShouldBe("PYC2010");

    [Fact]
    public void UnknownFailureHasACodeToo()
    {
        _publish.Uv.Fails(["lock", "--check"], "panic! {0} {braces}\n", exit: 101);

        var error = Failure.Of(() => _publish.RestoreProject());

        error.Code.ShouldBe("PYC1010");
        error.Message.ShouldContain("panic! {0} {braces}");
    }

    public void Dispose() => _publish.Dispose();
}
