using System.Diagnostics;
using PyContainers.Core.Development;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Development;

/// <summary>The image's command with the paths of this machine.</summary>
public sealed class HostCommandTests
{
    private static readonly string s_programs = StagingEnvironment.ProgramsIn("/obj/env");

    private readonly HostCommand _command = new(
        new ImagePaths("/opt/python", "/app/.venv", "/app"), "/obj/env", "/src/shop");

    [Fact]
    public void PathsOfTheImageArePathsHere() =>
        _command.Of(["/app/.venv/bin/python", "/app/main.py", "--data", "/app", "/data/app", "python", "/application"])
            .ShouldBe(
            [
                Path.Combine(s_programs, "python"), Path.Combine("/src/shop", "main.py"), "--data", "/src/shop",
                "/data/app", "python", "/application",
            ]);

    [Fact]
    public void InterpreterOfTheImageIsTheEnvironmentsHere() =>
        _command.Of("/opt/python/bin/python3").ShouldBe(Path.Combine(s_programs, "python3"));

    [Fact]
    public void MemoryForWorkersIsNamedWhereItIs() =>
        _command.Of(["gunicorn", "--worker-tmp-dir", "/dev/shm", "app:app"]).Count
            .ShouldBe(Directory.Exists("/dev/shm") ? 4 : 2);

    [Fact]
    public void ArgumentsComeApartAsTheyWere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no /usr/bin/printf on Windows");
        string[] words = ["a", "b c", "", "q\"q", "back\\slash", "end\\", "tail space\\", "$HOME"];
        var start = new ProcessStartInfo("printf", HostCommand.Join(["%s\\n", .. words]))
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        using var process = Process.Start(start)!;

        process.StandardOutput.ReadToEnd().ShouldBe(string.Concat(words.Select(word => word + "\n")));
    }
}
