using PyContainers.Core.Layers;

namespace PyContainers.Core.Tests.Layers;

public sealed class WriteProgressTests
{
    [Fact]
    public void LineIsWrittenEveryFewSeconds()
    {
        var (log, clock) = (new RecordingLog(), new Clock());
        var progress = new WriteProgress("torch", 3_000_000_000, log, clock);

        progress.Add(700_000_000);
        log.Steps.ShouldBeEmpty();
        clock.Advance(WriteProgress.Seconds + 1);
        progress.Add(100_000_000);
        progress.Add(100_000_000);
        clock.Advance(WriteProgress.Seconds + 1);
        progress.Add(100_000_000);

        log.Steps.ShouldBe([
            "writing the layer 'torch': 800 MB of 3000 MB",
            "writing the layer 'torch': 1000 MB of 3000 MB",
        ]);
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _ticks;

        public void Advance(int seconds) => _ticks += seconds;
    }
}
