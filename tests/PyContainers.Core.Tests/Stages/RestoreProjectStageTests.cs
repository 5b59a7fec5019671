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
