using PyContainers.Core.Destinations;

namespace PyContainers.Core.Tests.Destinations;

public sealed class PublishedImagesTests
{
    private const string Rid = "linux-x64";

    private static readonly PublishedImage s_composed = new("inputs", ["base", "ours"], EmptySteps: 2);

    private static readonly Dictionary<string, PublishedImage> s_all =
        new(StringComparer.Ordinal) { [Rid] = s_composed };

    [Theory]
    [InlineData("inputs", "inputs", "sha256:there")]
    [InlineData("inputs", "others", null)]
    [InlineData("inputs", null, null)]
    public void ImageIsThereUnderEveryTagOrNotAtAll(string latest, string? second, string? digest)
    {
        using var published = new PublishedImages(
            (tag, _, _) => (tag == "latest" ? latest : second) is { } there
                ? new PublishedImage(there, ["base", "ours", "the SDK's"], 2) { Digest = "sha256:there" }
                : null,
            ["latest", "v1"], [Rid]);

        Find(published, TestContext.Current.CancellationToken).ShouldBe(digest is null ? null : [digest]);
    }

    // Somebody's image on top of ours has our label too.
    [Theory]
    [InlineData(new[] { "base", "ours", "the SDK's" }, 2, true)]
    [InlineData(new[] { "base", "ours", "the SDK's" }, null, true)] // an engine does not tell
    [InlineData(new[] { "base", "ours", "the SDK's" }, 3, false)] // FROM and CMD
    [InlineData(new[] { "base", "ours", "the SDK's", "theirs" }, 2, false)] // FROM and RUN
    [InlineData(new[] { "other", "ours", "the SDK's" }, 2, false)] // another base under it
    [InlineData(new[] { "base", "ours" }, 2, false)]
    [InlineData(new[] { "squashed" }, 2, false)]
    [InlineData(new string[0], 2, false)]
    public void LabelAloneDoesNotMakeItOurs(string[] layers, int? emptySteps, bool ours) =>
        new PublishedImage("inputs", layers, emptySteps).IsMadeOf(s_composed).ShouldBe(ours);

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

        Should.Throw<OperationCanceledException>(() => Find(published, cancelled.Token));
    }

    private static IReadOnlyList<string>? Find(PublishedImages published, CancellationToken cancellation) =>
        published.Find(s_all, Timeout.InfiniteTimeSpan, cancellation);
}
