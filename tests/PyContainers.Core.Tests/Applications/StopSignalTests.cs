using PyContainers.Core.Applications;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class StopSignalTests : ShopTests
{
    [Theory]
    [InlineData("python main.py", "SIGINT")]
    [InlineData("python -m shop", "SIGINT")]
    [InlineData("env A=1 python3.13 -u main.py", "SIGINT")]
    [InlineData("serve", "SIGINT")]
    [InlineData("/app/.venv/bin/serve", "SIGINT")]
    [InlineData("flask --app main run", "SIGINT")]
    [InlineData("uvicorn shop.web:app", null)]
    [InlineData("python -m uvicorn shop.web:app", null)]
    [InlineData("tini -g -- python main.py", null)]
    [InlineData("sh -c serve", null)]
    [InlineData("python -V", null)]
    [InlineData("", null)]
    public void PlainProgramIsStoppedByWhatPythonHandles(string command, string? signal) =>
        StopSignal.Of(command.Split(' ', StringSplitOptions.RemoveEmptyEntries), OwnView()).ShouldBe(signal);

    [Theory]
    [InlineData("signal.signal(signal.SIGTERM, stop)\n")]
    [InlineData("from gunicorn.app.base import BaseApplication\n")]
    public void ProgramThatSeesToItKeepsTheBasesSignal(string text)
    {
        var view = OwnView();
        Folder.Write("app/extra.py", text);
        var entry = new FileEntry("app/extra.py", Folder["app/extra.py"]);
        StopSignal.Of(["python", "main.py"], view with { Application = [.. view.Application, entry] }).ShouldBeNull();
        StopSignal.Of(["python", "main.py"], view with { OwnsApplication = false }).ShouldBeNull();
    }
}
