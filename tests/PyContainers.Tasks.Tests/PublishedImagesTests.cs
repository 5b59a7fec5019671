namespace PyContainers.Tasks.Tests;

public sealed class PublishedImagesTests
{
    private static readonly Dictionary<string, string> s_inputs = new(StringComparer.Ordinal)
    {
        [TaskStage.Rid] = "inputs",
    };

    [Fact]
    public void BuildThatEndsEarlyEndsTheReading()
    {
        using var began = new ManualResetEventSlim();
        var ended = false;
        using (var engine = new RecordingBuildEngine())
        {
            PublishedImages.Begin(
                engine,
                "project",
                (_, _, stop) =>
                {
                    began.Set();
                    stop.WaitHandle.WaitOne();
                    ended = true;
                    return null;
                },
                ["latest"],
                [TaskStage.Rid]
            );
            began.Wait(TestContext.Current.CancellationToken);
        }

        ended.ShouldBeTrue();
    }

    [Fact]
    public void CancelledBuildDoesNotWaitForTheAnswer()
    {
        using var engine = new RecordingBuildEngine();
        using var cancelled = new CancellationTokenSource();
        PublishedImages.Begin(
            engine,
            "project",
            (_, _, stop) =>
            {
                cancelled.Cancel();
                stop.WaitHandle.WaitOne();
                return null;
            },
            ["latest"],
            [TaskStage.Rid]
        );

        Should.Throw<OperationCanceledException>(() =>
            PublishedImages.Find(engine, "project", s_inputs, cancelled.Token)
        );
    }
}
