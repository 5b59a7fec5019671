using System.Collections.Concurrent;

namespace PyContainers.Testing;

/// <summary>Runs <c>dotnet</c> with servers of MSBuild that stay: a process of MSBuild's compiles itself for two
/// seconds at each start. One server for each command that runs at the same time.</summary>
/// <remarks>What a process of the SDK's reads once, such as where its caches are, must be the same in all
/// commands.</remarks>
public sealed class BuildServers : IDisposable
{
    private readonly ConcurrentBag<string> _idle = [];
    private readonly ConcurrentBag<string> _all = [];

    /// <summary>Runs a command; the arguments are those of <see cref="DotnetProcess.Run"/>.</summary>
    public (int ExitCode, string Output) Run(
        IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> variables)
    {
        var server = _idle.TryTake(out var idle) ? idle : New();
        try
        {
            var (exitCode, output) = DotnetProcess.Run(arguments, folder, Variables(server, variables));
            return exitCode == 0 || output.Contains("error", StringComparison.OrdinalIgnoreCase)
                ? (exitCode, output)
                : Lost(arguments, folder, variables);
        }
        finally
        {
            _idle.Add(server);
        }
    }

    /// <summary>Ends the servers.</summary>
    public void Dispose()
    {
        foreach (var server in _all)
        {
            DotnetProcess.Run(
                ["build-server", "shutdown", "--msbuild"],
                Path.GetTempPath(),
                Variables(server, new Dictionary<string, string>(StringComparer.Ordinal)));
        }
    }

    // On a busy machine the command may hear that the server has closed the connection before it has read how the build
    // ended, and fails without a word. The binary log has all of it.
    private static (int ExitCode, string Output) Lost(
        IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> variables)
    {
        var log = arguments.FirstOrDefault(argument => argument.StartsWith("-bl:", StringComparison.Ordinal));
        if (log is null)
            return DotnetProcess.Run(arguments, folder, variables);
        var verbosity = arguments.FirstOrDefault(argument => argument.StartsWith("-v:", StringComparison.Ordinal));
        return DotnetProcess.Run(["msbuild", log["-bl:".Length..], "-nologo", verbosity ?? "-v:m"], folder, variables);
    }

    private string New()
    {
        var server = Guid.NewGuid().ToString("N");
        _all.Add(server);
        return server;
    }

    // A server is found by its salt. Code that is compiled for a second time, with what was learnt from the first,
    // costs more than the rest of a run of tests gains.
    private static Dictionary<string, string> Variables(string server, IReadOnlyDictionary<string, string> variables) =>
        new(variables, StringComparer.Ordinal)
        {
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "0",
            ["MSBUILDNODEHANDSHAKESALT"] = server,
            ["DOTNET_TieredPGO"] = "0",
        };
}
