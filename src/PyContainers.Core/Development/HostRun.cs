using PyContainers.Core.Environments;

namespace PyContainers.Core.Development;

/// <summary>A program in an environment of this machine, as <c>uv run</c> starts it.</summary>
internal static class HostRun
{
    /// <summary>The arguments for uv. The later file wins, and what the process has already, from a launch profile or
    /// the shell, wins over all.</summary>
    /// <param name="environment">Full path of the environment.</param>
    /// <param name="envFiles">Full paths of files with variables.</param>
    /// <param name="command">The program and its arguments.</param>
    public static IEnumerable<string> Arguments(
        string environment, IEnumerable<string> envFiles, IEnumerable<string> command) =>
        [
            "run", "--quiet", "--no-project", "--no-config", "--offline",
            "--python", StagingEnvironment.PythonIn(environment),
            .. envFiles.SelectMany(file => new[] { "--env-file", file }),
            "--", .. command,
        ];
}
