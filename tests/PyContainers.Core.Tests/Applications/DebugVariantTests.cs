using PyContainers.Core.Applications;

namespace PyContainers.Core.Tests.Applications;

public sealed class DebugVariantTests : IDisposable
{
    private const string Debugpy = "/app/.venv/bin/python -X frozen_modules=off -m debugpy --listen 0.0.0.0:5678 ";

    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("/app/.venv/bin/serve", "/app/.venv/bin/serve")]
    [InlineData("/app/.venv/bin/uvicorn main:app --port 8080", "/app/.venv/bin/uvicorn main:app --port 8080")]
    [InlineData("/app/.venv/bin/python -m shop", "-m shop")]
    [InlineData("/app/.venv/bin/python /app/main.py", "/app/main.py")]
    public void CommandRunsUnderDebugpy(string command, string target)
    {
        var start = Of(command, "click debugpy");
        string.Join(' ', start.Arguments).ShouldBe(Debugpy + target);
        (start.Port, start.DebugPort).ShouldBe((8080, 5678));
    }

    [Fact]
    public void WithoutDebugpyNothingChanges()
    {
        var start = Of("/app/.venv/bin/serve", "click");
        start.Arguments.ShouldBe(["/app/.venv/bin/serve"]);
        start.DebugPort.ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();

    private StartCommand Of(string command, string installed) =>
        DebugVariant.Of(
            new StartCommand(command.Split(' '), "a reason", 8080),
            Application.Package(_folder, installed)
        );
}
