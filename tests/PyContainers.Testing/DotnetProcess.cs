using System.Diagnostics;

namespace PyContainers.Testing;

/// <summary>Runs <c>dotnet</c> with an environment that nothing of this machine's owner reaches.</summary>
public static class DotnetProcess
{
    private static readonly string[] s_removedPrefixes =
        ["PYCONTAINERS_", "PyContainer", "Container", "UV_", "PYTHON", "VIRTUAL_ENV", "CONDA_", "CI", "TF_BUILD", "GITHUB_", "GITLAB_", "BUILD_", "NUGET_", "NuGet", "MSBUILD", "DOTNET_", "SDK_CONTAINER_", "SOURCE_DATE_EPOCH", "XDG_", "VSTEST", "Version", "COREHOST_", "VSLANG"];

    public static (int ExitCode, string Output) Run(IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> variables)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(host, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => name != "DOTNET_ROOT" && s_removedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables.Concat(s_quiet))
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within three minutes:\n{output.GetAwaiter().GetResult()}");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }

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
}
