using System.ComponentModel;
using System.Diagnostics;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>What a run of uv left behind.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output, as it came.</param>
/// <param name="Error">Standard error, with secrets masked.</param>
public sealed record UvResult(int ExitCode, string Output, string Error);

/// <summary>Runs uv. Its text goes to the detailed log and never through an API that would read diagnostics out of
/// it.</summary>
public static class UvProcess
{
    /// <summary>Runs a command that has to succeed.</summary>
    /// <returns>Standard output.</returns>
    /// <exception cref="PyContainersException">The failure, as <see cref="UvFailure"/> reads it.</exception>
    public static async Task<string> RunAsync(UvTool tool, UvCommand command, ILog log, CancellationToken cancellation)
    {
        var result = await TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        return result.ExitCode == 0 ? result.Output : throw UvFailure.Read(command, result);
    }

    /// <summary>Runs a command and leaves its failure to the caller.</summary>
    public static async Task<UvResult> TryRunAsync(
        UvTool tool,
        UvCommand command,
        ILog log,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(tool.Path, command.Arguments) { WorkingDirectory = command.Folder };
        UvEnvironment.Apply(start, tool, command.Variables);
        log.Detail($"{tool.Path} {SecretMask.Apply(string.Join(' ', command.Arguments))}");

        var watch = Stopwatch.StartNew();
        try
        {
            var (exitCode, output, error) = await ChildProcess
                .RunAsync(start, default, line => log.Detail("uv: " + SecretMask.Apply(line)), cancellation)
                .ConfigureAwait(false);
            log.Detail($"uv exited with code {exitCode} after {watch.ElapsedMilliseconds} ms");
            return new UvResult(exitCode, output, SecretMask.Apply(error));
        }
        catch (Win32Exception e)
        {
            throw UvSupport.Unsupported(start.FileName, $"it does not start ({e.Message})");
        }
    }
}
