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

        var project = _stage.State.Project.Read();
        (project.Name, project.Version, project.IsPackage).ShouldBe(("demo", "1.2.3", true));
        project.LocalPackages.ShouldBe([new LocalPackage("demo", _stage.ProjectFolder)]);
        var interpreter = _stage.State.Interpreter.Read();
        interpreter.Version.ShouldBe("3.13.9");
        File.Exists(interpreter.HostPath).ShouldBeTrue();
        File.Exists(interpreter.Archives[TaskStage.Rid].Path).ShouldBeTrue();
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
    public void MissingLockIsAnErrorInALockedBuild()
    {
        File.Delete(Path.Combine(_stage.ProjectFolder, "uv.lock"));
        var task = _stage.RestoreProject();
        task.Locked = true;

        _stage.Failed(task).Code.ShouldBe("PYC2004");
        File.Exists(Path.Combine(_stage.ProjectFolder, "uv.lock")).ShouldBeFalse();
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
