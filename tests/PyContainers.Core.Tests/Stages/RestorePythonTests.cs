using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class RestorePythonTests : IDisposable
{
    private readonly Publish _publish = new();

    private RestoreProjectOptions Options => _publish.RestoreProjectOptions;

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

    public void Dispose() => _publish.Dispose();
}
