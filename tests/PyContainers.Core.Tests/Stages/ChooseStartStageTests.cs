using PyContainers.Core.Applications;
using PyContainers.Core.Environments;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class ChooseStartStageTests : IDisposable
{
    private readonly Publish _publish = new Publish().Staged();

    private StartCommand Start => _publish.Platform.Start.Read();

    [Fact]
    public void ConsoleScriptIsInferred()
    {
        Choose(new ChooseStartOptions());

        Start.Arguments.ShouldBe(["/app/.venv/bin/demo"]);
        Start.StopSignal.ShouldBe("SIGINT");
        _publish.Log.Steps[^1].ShouldStartWith("starts with '/app/.venv/bin/demo' (");
    }

    [Fact]
    public void UsersOwnCommandIsNotInferred()
    {
        Choose(new ChooseStartOptions { Infer = false });

        Start.Arguments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("./boot.sh")]
    [InlineData("/app/boot.sh")]
    public void BaseWithoutTheScriptsInterpreterIsAnErrorInTheScript(string command)
    {
        var error = Failure.Of(() => Choose(Own(command), Script("#!/bin/sh\n")));

        (error.Code, error.File, error.Line).ShouldBe(("PYC2019", Path.Combine(_publish.Root, "boot.sh"), 1));
    }

    [Fact]
    public void PythonOfTheImageIsFine()
    {
        Choose(Own("./boot.sh"), Script("#!/app/.venv/bin/python\n"));

        Start.Reason.ShouldBe("ContainerAppCommand");
    }

    [Fact]
    public void NameIsLookedForOnTheUsersPath()
    {
        var script = Script("#!/app/.venv/bin/python\n");
        Failure.Of(() => Choose(Own("boot.sh"), script)).Code.ShouldBe("PYC2019");

        Choose(Own("boot.sh") with { SearchPath = "/app:/bin" }, script);
    }

    public void Dispose() => _publish.Dispose();

    private static ChooseStartOptions Own(string command) =>
        new() { Infer = false, Command = new("ContainerAppCommand", [command, "--serve"]), BaseImage = "base" };

    private IncludedFile Script(string text)
    {
        var file = _publish.Write("boot.sh", text);
        return new IncludedFile(file, file, "boot.sh");
    }

    private void Choose(ChooseStartOptions options, params IncludedFile[] included)
    {
        var request = new LayersInput(_publish.State, _publish.LayersOptions with { Include = included }).Request();
        new ChooseStartStage(_publish.Platform, options, _publish.Log)
            .Run(request, StagingEnvironment.Read(request.EnvironmentFolder), []);
    }
}
