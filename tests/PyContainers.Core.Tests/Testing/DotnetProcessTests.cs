using System.Diagnostics;

namespace PyContainers.Core.Tests.Testing;

/// <summary>The tests' own way to run a process.</summary>
public sealed class DotnetProcessTests
{
    [Fact]
    public void HangingProcessIsKilledAndItsOutputSoFarIsTold()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no sh");
        var watch = Stopwatch.StartNew();
        using var folder = new TestDirectory();
        using var process = Start($"echo so far; echo and wrong >&2; touch '{folder["said"]}'; sleep 300");
        while (!File.Exists(folder["said"]))
            Thread.Sleep(20);

        var error = Should.Throw<TimeoutException>(() => DotnetProcess.Finish(process, TimeSpan.FromMilliseconds(100)));

        error.Message.ShouldContain("sleep 300' did not end within 00:00:00.1");
        error.Message.ShouldContain("so far\nand wrong\n");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(200));
    }

    [Fact]
    public void OutputComesBeforeErrors()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no sh");
        using var process = Start("echo wrong >&2; echo right; exit 3");

        DotnetProcess.Finish(process, TimeSpan.FromMinutes(5)).ShouldBe((3, "right\nwrong\n"));
    }

    private static Process Start(string script) => Process.Start(new ProcessStartInfo("sh", ["-c", script])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
