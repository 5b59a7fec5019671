using System.Diagnostics;
using System.Text;

namespace PyContainers.Faults;

/// <summary>A command in a process group of its own, as a terminal and a build server start one.</summary>
internal sealed class RunningPublish : IDisposable
{
    private const string Mark = "PYCONTAINERS_FAULTS_RUN";

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    /// <param name="start">The command; its output is read here.</param>
    public RunningPublish(ProcessStartInfo start)
    {
        start.ArgumentList.Insert(0, start.FileName);
        start.FileName = "setsid"; // it becomes the command itself: one process, and the group has its number
        start.Environment[Mark] = _mark;
        start.RedirectStandardInput = true;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The processes that it started and that are still there, by number and name.</summary>
    public IReadOnlyList<string> Processes =>
        [.. Directory.EnumerateDirectories("/proc").Where(IsOurs).Select(Describe)];

    /// <summary>Whether it ends within a time.</summary>
    public bool Ends(TimeSpan limit) => _process.WaitForExit(limit);

    /// <summary>Whether within a time there is no process of it any more.</summary>
    public bool IsGone(TimeSpan limit)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Processes.Count > 0)
        {
            if (Stopwatch.GetElapsedTime(begin) > limit)
                return false;
            Thread.Sleep(20); // what is waited for wants the processor too
        }

        return true;
    }

    /// <summary>Sends a signal to all of its group, or to its first process only.</summary>
    /// <param name="signal">The signal's name, <c>KILL</c>.</param>
    /// <param name="group">Whether all of them get it.</param>
    public void Signal(string signal, bool group = true)
    {
        using var kill = Process.Start("kill", ["-s", signal, "--", $"{(group ? "-" : "")}{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end; what does not end is killed.</summary>
    public PublishEnd Finish(TimeSpan limit)
    {
        var ended = _process.WaitForExit(limit);
        if (!ended)
            Signal("KILL");
        _process.WaitForExit(); // and for the last of its output
        lock (_output)
            return new PublishEnd(ended ? _process.ExitCode : null, _output.ToString());
    }

    public void Dispose() => _process.Dispose();

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.Append(line.Data).Append('\n');
    }

    private bool IsOurs(string folder)
    {
        try
        {
            return Path.GetFileName(folder).All(char.IsAsciiDigit)
                && File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{Mark}={_mark}\0");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended
        }
    }

    private static string Describe(string folder)
    {
        try
        {
            return $"{Path.GetFileName(folder)} {File.ReadAllText(Path.Combine(folder, "comm")).Trim()}";
        }
        catch (IOException)
        {
            return Path.GetFileName(folder);
        }
    }
}
