using System.Diagnostics;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Runs a real program of this machine.</summary>
internal static class Tool
{
    public static string Run(string name, params string[] arguments)
    {
        var (exitCode, output) = TryRun(name, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{name} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}"
            );
    }

    public static (int ExitCode, string Output) TryRun(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }

    /// <summary>Skips the test, saying why, where a program is not installed or does not answer.</summary>
    public static void Require(string name, params string[] arguments)
    {
        var answers = false;
        try
        {
            answers = TryRun(name, arguments).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
        }

        Assert.SkipUnless(answers, $"'{name} {string.Join(' ', arguments)}' does not answer on this machine");
    }
}
