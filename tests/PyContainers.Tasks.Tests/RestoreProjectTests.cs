using PyContainers.Core.Interpreters;
using PyContainers.Core.Projects;

namespace PyContainers.Tasks.Tests;

public sealed class RestoreProjectTests : IDisposable
{
    private readonly TaskStage _stage = new();

    public RestoreProjectTests() => _stage.Done(_stage.ProvisionUv());

    [Fact]
    public void ProjectAndInterpretersAreWrittenDown()
    {
        _stage.Done(_stage.RestoreProject());

        var project = ProjectInfo.Load(_stage.State.Project);
        (project.Name, project.Version, project.IsPackage).ShouldBe(("demo", "1.2.3", true));
        project.LocalPackages.ShouldBe([new LocalPackage("demo", _stage.ProjectFolder)]);
        var interpreter = Interpreter.Load(_stage.State.Interpreter);
        interpreter.Version.ShouldBe("3.13.9");
        File.Exists(interpreter.HostPath).ShouldBeTrue();
        File.Exists(interpreter.Archives[TaskStage.Rid].Path).ShouldBeTrue();
    }

    [Fact]
    public void LockIsCheckedWithTheInterpreter()
    {
        _stage.Done(_stage.RestoreProject());

        var call = _stage.Uv.LastCall("lock", "--check");
        call.Option("--python").ShouldBe(Interpreter.Load(_stage.State.Interpreter).HostPath);
        call.Arguments.ShouldContain("--managed-python");
        call.Folder.ShouldBe(_stage.ProjectFolder);
    }

    [Fact]
    public void UvSeesOurEnvironment()
    {
        _stage.Done(_stage.RestoreProject());

        var environment = _stage.Uv.LastCall("python", "install").Environment;
        environment["UV_PYTHON_INSTALL_DIR"].ShouldBe(Path.Combine(_stage.Cache, "python", "installed"));
        environment["UV_PYTHON_CACHE_DIR"].ShouldBe(Path.Combine(_stage.Cache, "python", "archives"));
        environment["UV_NO_INSTALLER_METADATA"].ShouldBe("1");
        environment["UV_COMPILE_BYTECODE"].ShouldBe("0");
        environment["NO_COLOR"].ShouldBe("1");
        environment["PYTHONHASHSEED"].ShouldBe("0");
        environment["SOURCE_DATE_EPOCH"].ShouldBe("315532800");
        environment.Keys.ShouldNotContain("VIRTUAL_ENV");
    }

    [Fact]
    public void SecondRunChangesNoFile()
    {
        _stage.Done(_stage.RestoreProject());
        var state = _stage.State;
        string[] files = [state.Project, state.Interpreter, state.ProjectFiles, state.Configuration];
        var times = files.Select(File.GetLastWriteTimeUtc).ToList();

        _stage.Done(_stage.RestoreProject());

        files.Select(File.GetLastWriteTimeUtc).ShouldBe(times);
    }

    [Theory]
    [InlineData("uv.lock", false)]
    [InlineData("pyproject.toml", true)]
    public void ConfigurationIsWhatConfiguresUv(string changed, bool counts)
    {
        _stage.Done(_stage.RestoreProject());
        var before = File.ReadAllText(_stage.State.Configuration);
        File.AppendAllText(Path.Combine(_stage.ProjectFolder, changed), "# more\n");

        _stage.Done(_stage.RestoreProject());

        (File.ReadAllText(_stage.State.Configuration) != before).ShouldBe(counts);
    }

    [Fact]
    public void MissingPyprojectIsAnErrorInItsFolder()
    {
        File.Delete(Path.Combine(_stage.ProjectFolder, "pyproject.toml"));

        var error = _stage.Failed(_stage.RestoreProject());

        (error.Code, error.File).ShouldBe(("PYC2001", _stage.ProjectFolder));
    }

    [Fact]
    public void TomlErrorPointsAtLineAndColumn()
    {
        _stage.Write("project/pyproject.toml", "[project]\nname = \"demo\nversion = \"1\"\n");

        var error = _stage.Failed(_stage.RestoreProject());

        (error.Code, error.File, error.LineNumber, error.ColumnNumber).ShouldBe(
            ("PYC2002", Path.Combine(_stage.ProjectFolder, "pyproject.toml"), 2, 13)
        );
    }

    [Fact]
    public void StaleLockIsAnError()
    {
        _stage.Write("project/pyproject.toml", ProjectBuilder.Pyproject(dependencies: "\"tiny==2.0\""));

        var error = _stage.Failed(_stage.RestoreProject());

        (error.Code, error.File).ShouldBe(("PYC2003", Path.Combine(_stage.ProjectFolder, "uv.lock")));
        File.Exists(_stage.State.Project).ShouldBeFalse();
    }

    [Fact]
    public void MissingLockIsAnErrorInALockedBuild()
    {
        File.Delete(Path.Combine(_stage.ProjectFolder, "uv.lock"));
        var task = _stage.RestoreProject();
        task.Locked = true;

        _stage.Failed(task).Code.ShouldBe("PYC2004");
        File.Exists(Path.Combine(_stage.ProjectFolder, "uv.lock")).ShouldBeFalse();
    }

    [Fact]
    public void MissingLockIsCreatedOtherwise()
    {
        File.Delete(Path.Combine(_stage.ProjectFolder, "uv.lock"));

        _stage.Done(_stage.RestoreProject());

        File.Exists(Path.Combine(_stage.ProjectFolder, "uv.lock")).ShouldBeTrue();
        _stage.Uv.Calls.ShouldNotContain(call => call.Is("lock", "--check"));
    }

    [Fact]
    public void MissingLockIsMadeWithThePythonThatTheProjectRequires()
    {
        File.Delete(Path.Combine(_stage.ProjectFolder, "uv.lock"));

        _stage.Done(_stage.RestoreProject());

        var host = Interpreter.Load(_stage.State.Interpreter).HostPath;
        var calls = _stage.Uv.Calls.Where(call => !call.Is("self"));
        calls.Select(call => string.Join(' ', call.Arguments.Take(2))).ShouldBe(
        [
            "python list", "python find", "python install", "python find", "python install",
            "lock --managed-python", "workspace metadata",
        ]);
        _stage.Uv.LastCall("lock").Option("--python").ShouldBe(host);
        _stage.Uv.Calls.First(call => call.Is("python", "list")).Arguments[2].ShouldBe(">=3.13");
    }

    [Fact]
    public void MissingLockOfAWorkspaceIsMadeWithTheChoiceOfUv()
    {
        _stage.Write("project/pyproject.toml", ProjectBuilder.Pyproject() + "[tool.uv.workspace]\nmembers = []\n");
        File.Delete(Path.Combine(_stage.ProjectFolder, "uv.lock"));

        _stage.Done(_stage.RestoreProject());

        _stage.Uv.LastCall("lock").Option("--python").ShouldBeNull();
    }

    [Theory]
    [InlineData("packages/*", false)]
    [InlineData("packages/**", true)]
    public void LockOfAMemberIsLookedForAtTheRoot(string pattern, bool ask)
    {
        var member = Path.Combine(_stage.ProjectFolder, "packages", "a");
        _stage.Write("project/pyproject.toml", $"[tool.uv.workspace]\nmembers = ['{pattern}']\n");
        _stage.Write("project/packages/a/pyproject.toml", ProjectBuilder.Pyproject());
        _stage.Uv.Answers(["workspace", "dir"], new() { ["exit"] = 0, ["stdout"] = _stage.ProjectFolder + "\n" });
        File.Delete(Path.Combine(_stage.ProjectFolder, "uv.lock"));
        var task = _stage.RestoreProject();
        task.ProjectFolder = member;
        task.Locked = true;

        var error = _stage.Failed(task);

        (error.Code, error.File).ShouldBe(("PYC2004", Path.Combine(_stage.ProjectFolder, "uv.lock")));
        _stage.Uv.Calls.Count(call => call.Is("workspace", "dir")).ShouldBe(ask ? 1 : 0);
    }

    [Theory]
    [InlineData("nope", "", "PYC2008")]
    [InlineData("", "nope", "PYC2009")]
    public void UnknownExtraAndGroupAreSaidBeforeUvRuns(string extra, string group, string code)
    {
        var before = _stage.Uv.Calls.Count;
        var task = _stage.RestoreProject();
        task.Extras = extra.Length > 0 ? [extra] : [];
        task.DependencyGroups = group.Length > 0 ? [group] : [];

        var error = _stage.Failed(task);

        (error.Code, error.File).ShouldBe((code, Path.Combine(_stage.ProjectFolder, "pyproject.toml")));
        error.Message!.ShouldContain("'nope' is not defined; the project has none");
        _stage.Uv.Calls.Count.ShouldBe(before);
    }

    [Fact]
    public void UnknownExtraOfANamedPackageIsSaidOnceItsFileIsKnown()
    {
        var task = _stage.RestoreProject();
        (task.Package, task.Extras) = ("Demo", ["nope"]);

        _stage.Failed(task).Code.ShouldBe("PYC2008");
        _stage.Uv.Calls.ShouldNotContain(call => call.Is("lock"));
    }

    [Fact]
    public void FileWithoutAProjectIsAnErrorAndGetsNoLock()
    {
        _stage.Write("project/pyproject.toml", "[tool.ruff]\nline-length = 100\n");
        File.Delete(Path.Combine(_stage.ProjectFolder, "uv.lock"));

        var error = _stage.Failed(_stage.RestoreProject());

        (error.Code, error.File).ShouldBe(("PYC2012", Path.Combine(_stage.ProjectFolder, "pyproject.toml")));
        File.Exists(Path.Combine(_stage.ProjectFolder, "uv.lock")).ShouldBeFalse();
    }

    [Fact]
    public void ScriptsThatAreNotInstalledAreSaid()
    {
        var text = ProjectBuilder.Pyproject().Replace("[build-system]", "[tool.x]", StringComparison.Ordinal);
        _stage.Write("project/pyproject.toml", text);

        _stage.Done(_stage.RestoreProject());

        const string Said = "[project.scripts] is not installed: 'demo'";
        _stage.Engine.Lines.ShouldContain(line => line.Contains(Said, StringComparison.Ordinal));
    }

    [Fact]
    public void PythonOfAScriptIsKnownBeforeItIsExported()
    {
        _stage.Uv.Answers(["export"], new() { ["exit"] = 0, ["touch"] = new[] { _stage.State.Requirements } });
        var task = _stage.RestoreProject();
        task.ProjectFolder = _stage.Write("report.py", "# /// script\n# requires-python = '>=3.13'\n# ///\n");

        _stage.Done(task);

        _stage.Uv.LastCall("python", "list").Arguments[2].ShouldBe(">=3.13");
        _stage.Uv.Calls.Count(call => call.Is("export")).ShouldBe(1);
    }

    [Fact]
    public void PythonThatContradictsTheScriptIsAnError()
    {
        const string Warning = "warning: Python 3.13 is incompatible with the script's Python requirement: `>=3.14`\n";
        _stage.Uv.Answers(["export"], new() { ["exit"] = 0, ["stderr"] = Warning });
        var task = _stage.RestoreProject();
        task.ProjectFolder = _stage.Write("report.py", "# /// script\n# requires-python = '>=3.14'\n# ///\n");
        task.PythonVersion = "3.13";

        var error = _stage.Failed(task);

        (error.Code, error.File).ShouldBe(("PYC2011", task.ProjectFolder));
        error.Message!.ShouldStartWith(
            "PyContainerPythonVersion asks for Python 3.13, but the script's 'requires-python' is '>=3.14'.");
    }

    [Fact]
    public void UnavailablePythonIsAnError()
    {
        var task = _stage.RestoreProject();
        task.PythonVersion = "3.99";

        _stage.Failed(task).Code.ShouldBe("PYC1011");
    }

    [Fact]
    public void UnsupportedPlatformIsAnError()
    {
        var task = _stage.RestoreProject();
        task.RuntimeIdentifiers = ["win-x64"];

        _stage.Failed(task).Code.ShouldBe("PYC3015");
    }

    [Fact]
    public void UnknownPackageIsAnError()
    {
        var task = _stage.RestoreProject();
        task.Package = "other";

        _stage.Failed(task).Code.ShouldBe("PYC2010");
    }

    [Theory]
    [InlineData("main.py(3,4): error CS0001: looks like a diagnostic")]
    [InlineData("error : something")]
    [InlineData("pip : fatal error X1: boom")]
    public void TextOfUvIsNeverADiagnosticByItself(string line)
    {
        _stage.Uv.Answers(["lock", "--check"], new() { ["stderr"] = line + "\n" });

        _stage.Done(_stage.RestoreProject());

        _stage.Engine.Warnings.ShouldBeEmpty();
        _stage.Engine.Messages.ShouldContain(message =>
            message.Message!.Contains(line, StringComparison.Ordinal)
            && message.Importance == Microsoft.Build.Framework.MessageImportance.Low
        );
    }

    [Fact]
    public void UnknownFailureHasACodeToo()
    {
        _stage.Uv.Fails(["lock", "--check"], "panic! {0} {braces}\n", exit: 101);

        var error = _stage.Failed(_stage.RestoreProject());

        error.Code.ShouldBe("PYC1010");
        error.Message!.ShouldContain("panic! {0} {braces}");
    }

    [Fact]
    public void PasswordsInUrlsAreMasked()
    {
        _stage.Uv.Fails(
            ["lock", "--check"],
            "warning: https://me:s3cret@early.example/simple\nerror: Failed to fetch: "
                + "`https://me:s3cret@index.example/simple/tiny/`\n  cause: 401 Unauthorized\n"
        );

        _stage.Failed(_stage.RestoreProject()).Code.ShouldBe("PYC1018");

        _stage.Engine.Lines.ShouldNotContain(line => line.Contains("s3cret", StringComparison.Ordinal));
        _stage.Engine.Lines.ShouldContain(line =>
            line.Contains("https://****@index.example", StringComparison.Ordinal)
        );
    }

    public void Dispose() => _stage.Dispose();
}
