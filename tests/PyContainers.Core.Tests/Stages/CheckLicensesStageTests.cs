using PyContainers.Core.Projects;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class CheckLicensesStageTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    public CheckLicensesStageTests()
    {
        _folder.Write("uv.lock", "version = 1\n[[package]]\nname = \"one\"\n[[package]]\nname = \"two\"\n");
        State.Project.Write(new ProjectInfo(
            "app", "1", _folder.Path, _folder.Path, "", IsPackage: true, [], [new LocalPackage("app", _folder.Path)]));
        Installed(State.For(Publish.Rid).Environment, "app", "License: Proprietary");
        Installed(State.For(Publish.Rid).Environment, "one", "License-Expression: MIT OR GPL-2.0-only");
        Installed(State.For(Publish.Rid).Environment, "two", "Classifier: License :: OSI Approved :: BSD License");
    }

    private BuildState State => new(_folder.Folder("state"));

    [Fact]
    public void OwnPackagesAreNotAsked() => Check("MIT", "BSD License");

    [Fact]
    public void RefusedDistributionHasTheLineOfTheLockfile()
    {
        var error = Failure.Of(() => Check("MIT"));

        (error.Code, Path.GetFileName(error.File), error.Line).ShouldBe(("PYC6013", "uv.lock", 5));
        error.Message.ShouldStartWith("The licence of 'two' (BSD License) is not allowed.");
    }

    [Fact]
    public void ToolsAreAskedTooAndNothingDeclaredIsNotAllowed()
    {
        Installed(Path.Combine(State.For(Publish.Rid).Tools, "alembic"), "three", "Summary: x");

        var error = Failure.Of(() => Check("MIT", "BSD License"));

        error.Message.ShouldStartWith("The licence of 'three' (NOASSERTION) is not allowed.");
        error.File.ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();

    private void Check(params string[] allowed) => new CheckLicensesStage(State, Publish.Rid, allowed).Run();

    private void Installed(string environment, string name, string header)
    {
        var library = OperatingSystem.IsWindows() ? "Lib" : "lib/python3.13";
        var info = Path.GetRelativePath(_folder.Path, $"{environment}/{library}/site-packages/{name}-1.dist-info");
        _folder.Write($"{info}/METADATA", $"Metadata-Version: 2.4\nName: {name}\nVersion: 1\n{header}\n");
        _folder.Write($"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        _folder.Write($"{info}/RECORD", $"{name}-1.dist-info/METADATA,,\n");
    }
}
