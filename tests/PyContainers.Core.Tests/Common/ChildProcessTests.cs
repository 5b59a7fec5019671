using System.Diagnostics;
using System.Globalization;
using System.Text;
using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

/// <summary>With a shell as the program: what is tried here is the same on every host.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    public ChildProcessTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs of these tests are shell scripts");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TextIsUtf8BothWays()
    {
        var start = Shell("cat; echo 'Größe' >&2; exit 3");
        start.Environment["LC_ALL"] = "C";

        var result = await ChildProcess.RunAsync(start, Encoding.UTF8.GetBytes("日本"), null, Cancellation);

        result.ShouldBe(new ProcessResult(3, "日本", "Größe\n"));
    }

    [Fact]
    public async Task ProgramThatIsStillOpenForWritingIsStartedWhenItIsClosed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux refuses to start what is open for writing");
        var program = _folder.Write("program", "#!/bin/sh\necho started\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var writer = File.OpenWrite(program);
        var closing = Task.Delay(200, Cancellation).ContinueWith(_ => writer.Dispose(), Cancellation);

        var result = await ChildProcess.RunAsync(new ProcessStartInfo(program), default, null, Cancellation);

        await closing;
        result.Output.ShouldBe("started\n");
    }

    [Fact]
    public async Task NobodyAnswersAQuestion() => (await Run("read answer || echo nobody")).Output.ShouldBe("nobody\n");

    [Fact]
    public async Task InputThatIsNotReadIsNoFailure() =>
        (await ChildProcess.RunAsync(Shell("exit 3"), new byte[1 << 20], null, Cancellation)).ExitCode.ShouldBe(3);

    [Fact]
    public async Task MoreThanAPipeHoldsComesThrough()
    {
        var result = await Run("head -c 300000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero | tr '\\0' y >&2");

        (result.Output.Length, result.Error.Length).ShouldBe((300_000, 300_001));
    }

    [Fact]
    public async Task LinesAreToldAsTheyCome()
    {
        var first = new TaskCompletionSource<string>();
        var running = ChildProcess.RunAsync(
            Shell($"echo begun >&2; while [ ! -e '{_folder["go"]}' ]; do sleep 0.05; done"),
            default,
            line => first.TrySetResult(line),
            Cancellation
        );

        (await first.Task.WaitAsync(Cancellation)).ShouldBe("begun");
        running.IsCompleted.ShouldBeFalse();
        _folder.Write("go");
        (await running).Error.ShouldBe("begun\n");
    }

    [Fact]
    public async Task CancellingKillsChildrenToo()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var child = new TaskCompletionSource<int>();
        var running = ChildProcess.RunAsync(
            Shell("sleep 600 & echo $! >&2; wait"),
            default,
            line => child.TrySetResult(int.Parse(line, CultureInfo.InvariantCulture)),
            cancelled.Token
        );
        var pid = await child.Task.WaitAsync(Cancellation);

        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        for (var tries = 0; IsRunning(pid) && tries < 100; tries++)
            await Task.Delay(50, Cancellation);
        IsRunning(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task WhatIsCancelledDoesNotStart() =>
        await Should.ThrowAsync<OperationCanceledException>(() =>
            ChildProcess.RunAsync(Shell("exit 0"), default, null, new CancellationToken(canceled: true))
        );

    [Fact]
    public async Task ProgramThatLivesOnWithThePipeIsNotWaitedFor()
    {
        var watch = Stopwatch.StartNew();
        var result = await Run("sleep 120 & echo $!; echo told >&2");
        using var left = Process.GetProcessById(int.Parse(result.Output, CultureInfo.InvariantCulture));
        left.Kill();

        result.Error.ShouldBe("told\n");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    public void Dispose() => _folder.Dispose();

    private static ProcessStartInfo Shell(string script) => new("/bin/sh", ["-c", script]);

    private static Task<ProcessResult> Run(string script) =>
        ChildProcess.RunAsync(Shell(script), default, null, Cancellation);

    // One that nobody has waited for yet is a zombie.
    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited
                && !(
                    File.Exists($"/proc/{pid}/stat")
                    && File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal)
                );
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
