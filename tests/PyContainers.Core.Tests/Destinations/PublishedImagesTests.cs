using PyContainers.Core.Destinations;

namespace PyContainers.Core.Tests.Destinations;

public sealed class PublishedImagesTests
{
    private const string Rid = "linux-x64";

    private static readonly Dictionary<string, string> s_inputs = new(StringComparer.Ordinal) { [Rid] = "inputs" };

    [Theory]
    [InlineData("inputs", "inputs", "sha256:there")]
    [InlineData("inputs", "others", null)]
    [InlineData("inputs", null, null)]
    public void ImageIsThereUnderEveryTagOrNotAtAll(string latest, string? second, string? digest)
    {
        using var published = new PublishedImages(
            (tag, _, _) => (tag == "latest" ? latest : second) is { } there
                ? new PublishedImage(there, "sha256:there")
                : null,
            ["latest", "v1"], [Rid]);

        published.Find(s_inputs, TestContext.Current.CancellationToken).ShouldBe(digest);
    }

    [Fact]
    public void BuildThatEndsEarlyEndsTheReading()
    {
        using var began = new ManualResetEventSlim();
        var ended = false;
        ReadPublished read = (_, _, stop) =>
        {
            began.Set();
            stop.WaitHandle.WaitOne();
            ended = true;
            return null;
        };
        using (new PublishedImages(read, ["latest"], [Rid]))
            began.Wait(TestContext.Current.CancellationToken);

        ended.ShouldBeTrue();
    }

    [Fact]
    public void CancelledBuildDoesNotWaitForTheAnswer()
    {
        using var cancelled = new CancellationTokenSource();
        ReadPublished read = (_, _, stop) =>
        {
            cancelled.Cancel();
            stop.WaitHandle.WaitOne();
            return null;
        };
        using var published = new PublishedImages(read, ["latest"], [Rid]);

        Should.Throw<OperationCanceledException>(() => published.Find(s_inputs, cancelled.Token));
    }
}
