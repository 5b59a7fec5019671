using System.Xml.Linq;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Commands of dotnet on a Python project, on this machine.</summary>
public sealed class CommandsTests(PackageFixture package)
{
    private const string Shows = "import os, sys\nprint(sys.argv[1:], [os.environ.get(name) for name in 'ABCD'])\n"
        + "sys.exit(7)\n";

    [Fact]
    public void RunPassesArgumentsVariablesAndTheExitCode()
    {
        using var project = new KitProject(package, "hello");
        File.WriteAllText(project["main.py"], Shows);
        File.WriteAllText(project[".env"], "A=file\nB=file\nC=file\n");
        Directory.CreateDirectory(project["Properties"]);
        File.WriteAllText(
            project["Properties/launchSettings.json"],
            """{"profiles":{"dev":{"commandName":"Project","environmentVariables":{"B":"profile"}}}}""");
        project.Edit("hello.pyproj", text => text.Replace(" />",
            "><ItemGroup><ContainerEnvironmentVariable Include=\"C\" Value=\"image\" />"
                + "<ContainerEnvironmentVariable Include=\"D\" Value=\"image\" /></ItemGroup></Project>",
            StringComparison.Ordinal));

        var (exitCode, output) = DotnetProcess.Run(["run", "--", "x y", "q\"q"], project.Folder, project.Variables);

        exitCode.ShouldBe(7, output);
        output.ShouldContain("['x y', 'q\"q'] ['file', 'profile', 'file', 'image']");
    }

    [Fact]
    public async Task RunServesAtTheShellsPortAndEndsWithTheServersOwnShutdown()
    {
        var shape = Shapes.All.Single(one => one.Name == "FastAPI, uvicorn");
        using var project = shape.Create(package);
        var port = FreePort.Next();
        project.Variables["PORT"] = $"{port}";

        var (reply, output) = await StartingServer.RunAsync(
            DotnetProcess.StartInfo(["run"], project.Folder, project.Variables), $"http://localhost:{port}/");

        reply.ShouldContain(shape.Reply);
        output.ShouldContain("Application shutdown complete");
        Directory.EnumerateFileSystemEntries(project.Folder).Select(Path.GetFileName).ShouldNotContain(".venv");
    }

    [Fact]
    public async Task RunInAContainerIsWhatAClusterRuns()
    {
        Tool.Require("docker", "version");
        string[] run =
        [
            "run", "-p:PyContainerRunInContainer=true", "-p:PyContainerRunOptions=--network=host -e A -e WEB_API_PORT",
        ];
        using var hello = new KitProject(package, "hello");
        hello.Variables["A"] = "shell";
        File.WriteAllText(hello["main.py"], Shows.Replace("sys.exit", "open('/tmp/x', 'w')\nsys.exit"));

        var (exitCode, output) = DotnetProcess.Run([.. run, "--", "x y"], hello.Folder, hello.Variables);

        exitCode.ShouldBe(7, output);
        output.ShouldContain("['x y'] ['shell', None, None, None]");

        using var web = new KitProject(package, "web-api");
        var port = FreePort.Next();
        web.Variables["WEB_API_PORT"] = $"{port}";
        var (reply, said) = await StartingServer.RunAsync(
            DotnetProcess.StartInfo(run, web.Folder, web.Variables), $"http://localhost:{port}/healthz");
        reply.ShouldContain("ok");
        said.ShouldContain("Application shutdown complete");
    }

    [Theory]
    [InlineData("web-api", "tests/test_bad.py", "def test_bad():\n    assert 1 == 2\n", 2)]
    [InlineData(
        "hello", "tests/test_bad.py",
        "import unittest\nclass T(unittest.TestCase):\n    def test_bad(self):\n        self.assertEqual(1, 2)\n", 4)]
    public void FailedTestIsAnErrorInItsLine(string name, string file, string text, int line)
    {
        using var project = new KitProject(package, name);
        Directory.CreateDirectory(project["tests"]);
        File.WriteAllText(project[file], text);

        var error = project.Test("--logger", "trx").ShouldFailWith("PYC5001");

        (error.File, error.Line).ShouldBe((project[file], line));
        XDocument.Load(project[$"TestResults/{name}.trx"]).Descendants()
            .Single(element => element.Name.LocalName == "Counters").Attribute("failed")!.Value.ShouldBe("1");
        project.Test("--filter", "Name!~bad").ShouldSucceed();
    }
}
