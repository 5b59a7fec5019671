using System.Diagnostics;
using System.Text;

namespace PyContainers.Testing;

/// <summary>Runs <c>dotnet</c> with an environment that nothing of this machine's owner reaches.</summary>
public static class DotnetProcess
{
    // A command takes seconds, and minutes where eight of them share two busy cores. Only one that hangs takes this
    // long.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(10);

    private static readonly string[] s_removedPrefixes =
    [
        "PYCONTAINERS_",
        "PyContainer",
        "Container",
        "UV_",
        "PYTHON",
        "VIRTUAL_ENV",
        "CONDA_",
        "CI",
        "TF_BUILD",
        "GITHUB_",
        "GITLAB_",
        "BUILD_",
        "NUGET_",
        "NuGet",
        "MSBUILD",
        "DOTNET_",
        "SDK_CONTAINER_",
        "SOURCE_DATE_EPOCH",
        "XDG_",
        "VSTEST",
        "Version",
        "COREHOST_",
        "VSLANG",
    ];

    private static readonly Dictionary<string, string> s_quiet = new(StringComparer.Ordinal)
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["NUGET_CERT_REVOCATION_MODE"] = "offline",
    };

    public static (int ExitCode, string Output) Run(
        IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> variables)
    {
        using var process = Process.Start(StartInfo(arguments, folder, variables))!;
        return Finish(process, s_limit);
    }

    /// <summary>How <c>dotnet</c> is started, for a test that does not wait for its end.</summary>
    public static ProcessStartInfo StartInfo(
        IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> variables)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(host, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsRemoved).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in s_quiet.Concat(variables))
            start.Environment[name] = value;
        return start;
    }

    /// <summary>Waits for the end of a process and returns what it printed, errors last.</summary>
    /// <exception cref="TimeoutException">It did not end in time and was killed; the message has the output so
    /// far.</exception>
    public static (int ExitCode, string Output) Finish(Process process, TimeSpan limit)
    {
        StringBuilder output = new(), error = new();
        var all = Task.WhenAll(CopyAsync(process.StandardOutput, output), CopyAsync(process.StandardError, error));
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            all.Wait(s_rest); // what is in the pipes; a process that got away may hold them open for ever
            throw new TimeoutException(
                $"'{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}' did not end within "
                    + $"{limit} and was killed."
                + $" Its output so far:\n{Text(output)}{Text(error)}");
        }

        all.GetAwaiter().GetResult();
        return (process.ExitCode, Text(output) + Text(error));
    }

    private static bool IsRemoved(string name) =>
        name != "DOTNET_ROOT"
        && s_removedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static async Task CopyAsync(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer) is > 0 and var read)
        {
            lock (to)
                to.Append(buffer, 0, read);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
