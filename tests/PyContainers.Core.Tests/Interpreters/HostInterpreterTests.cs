using PyContainers.Core.Tests.Stages;

namespace PyContainers.Core.Tests.Interpreters;

public sealed class HostInterpreterTests : IDisposable
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Publish _publish = new();

    [Fact]
    public void InterpreterThatStartsIsInstalledOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the fake uv's interpreter is a shell script");
        Restore();

        Restore();

        Installs().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("#!/nowhere\n", true)]
    [InlineData("#!/bin/sh\nexit 127\n", true)]
    [InlineData("#!/bin/sh\n", false)]
    [InlineData(null, false)]
    public void InterpreterThatDoesNotStartIsInstalledAgain(string? content, bool executable)
    {
        var interpreter = Restore();
        File.Delete(interpreter);
        if (content is not null)
            File.WriteAllText(interpreter, content);
        if (executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(interpreter, Executable);

        Restore();

        Installs().ShouldHaveSingleItem().Arguments.ShouldContain("--reinstall");
        File.ReadAllText(interpreter).ShouldBe("#!/bin/sh\n");
    }

    public void Dispose() => _publish.Dispose();

    // Returns the interpreter; calls of uv are counted from here on.
    private string Restore()
    {
        _publish.Uv.Forget();
        _publish.RestoreProject();
        return _publish.State.Interpreter.Read().HostPath;
    }

    private IEnumerable<UvCall> Installs() => _publish.Uv.Calls.Where(call => call.Is("python", "install"));
}
