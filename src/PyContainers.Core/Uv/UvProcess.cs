using System.Diagnostics;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>What a run of uv left behind.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output, as it came.</param>
/// <param name="Error">Standard error, with secrets masked.</param>
public sealed record UvResult(int ExitCode, string Output, string Error);

/// <summary>Runs uv. Its text goes to the detailed log and never through an API that would read diagnostics out of it.</summary>
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
    public static async Task<UvResult> TryRunAsync(UvTool tool, UvCommand command, ILog log, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(tool.Path, command.Arguments)
        {
            WorkingDirectory = command.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true, // uv must never ask
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        UvEnvironment.Apply(start, tool, command.Variables);
        log.Detail($"{tool.Path} {SecretMask.Apply(string.Join(' ', command.Arguments))}");

        var watch = Stopwatch.StartNew();
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = ReadLinesAsync(process.StandardError, log);
        await WaitAsync(process, cancellation).ConfigureAwait(false);

        var result = new UvResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        log.Detail($"uv exited with code {result.ExitCode} after {watch.ElapsedMilliseconds} ms");
        return result;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw UvSupport.Unsupported(start.FileName, $"it does not start ({e.Message})");
        }
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true); // build backends are uv's children
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<string> ReadLinesAsync(StreamReader reader, ILog log)
    {
        var text = new System.Text.StringBuilder();
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            var masked = SecretMask.Apply(line);
            log.Detail("uv: " + masked);
            text.Append(masked).Append('\n');
        }

        return text.ToString();
    }
}
