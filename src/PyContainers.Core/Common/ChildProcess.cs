using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace PyContainers.Core.Common;

/// <summary>What a process left behind.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error; each line ends with LF.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error);

/// <summary>Runs other programs: in UTF-8 both ways, without a window, and with nobody to answer a question.</summary>
public static class ChildProcess
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // What a program has written is in the pipe when it ends. A program of its own that outlives it may hold the pipe
    // open for ever.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs a program to its end. When that is cancelled, it is killed with all that it has started.</summary>
    /// <param name="start">Program, arguments, folder and variables; the rest is set here.</param>
    /// <param name="input">What goes to standard input, which is closed then; a program that does not read it to the
    /// end is not disturbed.</param>
    /// <param name="line">Told each line of standard error as it comes, on another thread; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Win32Exception">The program does not start.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and has ended.</exception>
    public static async Task<ProcessResult> RunAsync(
        ProcessStartInfo start,
        ReadOnlyMemory<byte> input,
        Action<string>? line,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = start.StandardInputEncoding = s_utf8;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        using var process = Start(start);
        StringBuilder output = new(),
            error = new();
        var read = Task.WhenAll(
            ReadAsync(process.StandardOutput, output),
            ReadLinesAsync(process.StandardError, error, line)
        );
        try
        {
            await WriteAsync(process, input, cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await Task.WhenAny(read, Task.Delay(s_patience, cancellation)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return new ProcessResult(process.ExitCode, Text(output), Text(error));
    }

    // Linux does not start for a moment what was just written: another thread has started a process meanwhile, and that
    // has the file open until it is a program itself.
    private static Process Start(ProcessStartInfo start)
    {
        Process? process = null;
        BusyFiles.Retry(() => process = Process.Start(start), passes: true);
        return process!;
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended, or wants no more: its exit code tells.
        }
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        using var closed = reader;
        var buffer = new char[1 << 12];
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
        {
            lock (text)
                text.Append(buffer, 0, count);
        }
    }

    private static async Task ReadLinesAsync(StreamReader reader, StringBuilder text, Action<string>? tell)
    {
        using var closed = reader;
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            lock (text)
                text.Append(line).Append('\n');
            tell?.Invoke(line);
        }
    }

    // A reader may still be at it.
    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It was faster, or one of its children is not ours to kill.
        }
    }
}
