using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tests.Applications;

public sealed class PythonCodeTests : ShopTests
{
    // The real Python is in FailureTests.
    [Theory]
    [InlineData("python -c print(1", "SyntaxError: '(' was never closed")]
    [InlineData("python3 -Bcprint(1", "SyntaxError: '(' was never closed")]
    [InlineData("env A=1 python -c 1", null)]
    public void CodeHasToCompile(string command, string? reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the Python of this test is a shell script");
        var python = Folder.Write(
            "python", "#!/bin/sh\n[ \"$(cat)\" = 1 ] || { echo \"SyntaxError: '(' was never closed\" >&2; exit 1; }\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(python, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var check = () => Run(View() with { HostPython = python }, command.Split(' '));

        if (reason is null)
            Should.NotThrow(check);
        else
            Should.Throw<PyContainersException>(check).Diagnostic.ShouldSatisfyAllConditions(
                said => said.Code.ShouldBe("PYC2042"), said => said.Message.ShouldContain(reason));
    }

    [Fact]
    public void CodeImportsWhatIsThere()
    {
        Run(View(), ["python", "-c", "import shop.web, nosuch\nprint(shop)"]);
        Log.Warnings.ShouldHaveSingleItem().Message.ShouldContain("'nosuch'");
    }
}
