using Microsoft.Build.Utilities;

namespace PyContainers.Tasks.Tests;

public sealed class InstallToolsTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Restored();

    public InstallToolsTests()
    {
        _stage.Uv.Answers(["venv"], new(StringComparer.Ordinal) { ["exit"] = 0 });
        _stage.Uv.Answers(["pip", "install"], new(StringComparer.Ordinal) { ["exit"] = 0 });
    }

    [Fact]
    public void EachToolIsInstalledIntoAFolderOfItsOwn()
    {
        Directory.CreateDirectory(Path.Combine(_stage.Platform.Tools, "yesterdays"));

        // As one property with an escaped separator comes.
        _stage.Done(Tools(new TaskItem("moo==6.1;lint==1")));

        _stage
            .Uv.Calls.Where(call => call.Is("pip", "install"))
            .Select(call => (call.Arguments[2], call.Option("--python"), call.Option("--python-platform")))
            .ShouldBe([
                ("moo==6.1", Path.Combine(_stage.Platform.Tools, "moo"), "x86_64-manylinux_2_36"),
                ("lint==1", Path.Combine(_stage.Platform.Tools, "lint"), "x86_64-manylinux_2_36"),
            ]);
        _stage.Uv.Calls.Count(call => call.Is("venv")).ShouldBe(2);
        Directory.Exists(Path.Combine(_stage.Platform.Tools, "yesterdays")).ShouldBeFalse();
    }

    [Fact]
    public void ConstraintsArePassedOn()
    {
        var file = _stage.Write("tools.txt", "x==1\n");
        _stage.Done(
            Tools(
                new TaskItem(
                    "moo==6.1",
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["Constraints"] = file }
                )
            )
        );
        _stage.Uv.LastCall("pip", "install").Option("--constraints").ShouldBe(file);
    }

    [Fact]
    public void VersionThatIsNotThereIsNamed()
    {
        _stage.Uv.Fails(
            ["pip", "install"],
            "  × No solution found when resolving dependencies:\n  ╰─▶ Because there is no version of moo==99\n",
            1
        );
        var error = _stage.Failed(Tools(new TaskItem("moo==99")));
        error.Code.ShouldBe("PYC2021");
        error.Message!.ShouldContain("moo==99");
    }

    [Fact]
    public void OtherFailuresAreReadAsEver()
    {
        _stage.Uv.Fails(
            ["pip", "install"],
            "error: Failed to fetch: `https://index.example/simple/moo/`\n  cause: HTTP status client error (401 "
                + "Unauthorized)\n"
        );
        _stage.Failed(Tools(new TaskItem("moo==6.1"))).Code.ShouldBe("PYC1018");
    }

    [Theory]
    [InlineData("PYC2020", "moo")]
    [InlineData("PYC2014", "moo==1", "Moo==2")]
    public void WhatCannotBeInstalledIsRefusedBeforeUvRuns(string code, params string[] tools)
    {
        _stage.Failed(Tools([.. tools.Select(tool => new TaskItem(tool))])).Code.ShouldBe(code);
        _stage.Uv.Calls.ShouldNotContain(call => call.Is("venv"));
    }

    public void Dispose() => _stage.Dispose();

    private InstallTools Tools(params TaskItem[] tools) =>
        new()
        {
            StateFolder = _stage.StateFolder,
            RuntimeIdentifier = TaskStage.Rid,
            Tools = tools,
        };
}
