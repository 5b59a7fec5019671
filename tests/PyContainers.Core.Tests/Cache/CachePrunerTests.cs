using PyContainers.Core.Bytecode;
using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Tar;

namespace PyContainers.Core.Tests.Cache;

public sealed class CachePrunerTests : IDisposable
{
    private static readonly DateTimeOffset s_today = new(2030, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly TestDirectory _folder = new();
    private readonly Clock _clock = new() { Now = s_today };
    private readonly LayerCache _cache;

    public CachePrunerTests() => _cache = new LayerCache(_folder["cache"], _clock);

    [Fact]
    public void WhatNobodyUsedForAMonthGoesWithItsKey()
    {
        var old = Add("old", days: 31);
        var recent = Add("recent", days: 29);

        Prune(long.MaxValue).ShouldBeGreaterThan(0);

        File.Exists(old.Path).ShouldBeFalse();
        File.Exists(recent.Path).ShouldBeTrue();
        Directory.GetFiles(_cache.Keys, "*.json").ShouldHaveSingleItem();
        Directory.GetFiles(_cache.Keys, "*.lock").ShouldHaveSingleItem();
        _cache.Find(Digests.Of("old")).ShouldBeNull();
    }

    [Fact]
    public void OfTooMuchTheLeastRecentlyUsedGoesFirst()
    {
        var (first, second, third) = (Add("first", days: 5), Add("second", days: 4), Add("third", days: 3));

        Prune(second.Size + third.Size).ShouldBe(first.Size);

        File.Exists(first.Path).ShouldBeFalse();
        File.Exists(second.Path).ShouldBeTrue();
        File.Exists(third.Path).ShouldBeTrue();
    }

    [Fact]
    public void UseKeepsALayer()
    {
        var blob = Add("used", days: 31);
        _cache
            .GetOrCreate(
                Digests.Of("used"),
                _ => throw new InvalidOperationException("It is there."),
                cancellation: TestContext.Current.CancellationToken
            )
            .Reused.ShouldBeTrue();
        Prune(0).ShouldBe(0); // not even for the size: a build may be about to send it
        File.Exists(blob.Path).ShouldBeTrue();
    }

    [Fact]
    public void OldBytecodeGoes()
    {
        var file = _folder.Write("cache/bytecode/aa/site/x.pyc", "12345");
        Directory.SetLastWriteTimeUtc(_folder["cache/bytecode/aa"], s_today.AddDays(-31).UtcDateTime);
        Prune(long.MaxValue).ShouldBe(5);
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public void WhatAKilledBuildLeftGoesAfterADay()
    {
        var (left, running) = (
            _folder.Write("cache/blobs/sha256/.layer.1.tmp", "half"),
            _folder.Write("cache/blobs/sha256/.layer.2.tmp", "half")
        );
        File.SetLastWriteTimeUtc(left, s_today.AddDays(-2).UtcDateTime);
        File.SetLastWriteTimeUtc(running, s_today.AddHours(-1).UtcDateTime);
        Prune(long.MaxValue).ShouldBe(4);
        File.Exists(left).ShouldBeFalse();
        File.Exists(running).ShouldBeTrue();
    }

    [Fact]
    public void OnceADayIsEnough()
    {
        Add("recent", days: 2);
        Prune(long.MaxValue).ShouldBe(0);
        var old = Add("old", days: 40);
        _clock.Now = s_today.AddHours(23);
        Prune(long.MaxValue).ShouldBe(0);
        _clock.Now = s_today.AddHours(25);
        Prune(long.MaxValue).ShouldBe(old.Size);
    }

    [Fact]
    public async Task ABuildThatRunsMeanwhileDisturbsNothing()
    {
        _clock.Now = TimeProvider.System.GetUtcNow(); // what the build makes is new
        Directory.CreateDirectory(_cache.Bytecode);
        using var ended = new CancellationTokenSource();
        var build = Task.Run(() =>
        {
            for (var i = 0; !ended.IsCancellationRequested; i++)
            {
                _folder.Write($"cache/bytecode/.{i}.tmp/site/x.pyc", "12345");
                _folder.Write($"cache/blobs/sha256/.{i}.tmp", "12345");
                Directory.Delete(_folder[$"cache/bytecode/.{i}.tmp"], recursive: true);
                File.Delete(_folder[$"cache/blobs/sha256/.{i}.tmp"]);
            }
        }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 1000; i++)
        {
            File.Delete(_folder["cache/pruned"]);
            Prune(long.MaxValue).ShouldBe(0);
        }

        await ended.CancelAsync();
        await build;
    }

    [Fact]
    public void UseKeepsBytecode()
    {
        var key = Digests.Of("used");
        var bytecode = Path.Combine(_cache.Bytecode, Digests.Hex(key));
        var cached = new BytecodeCache(_cache, new BytecodeCompiler("no python is needed", new RecordingLog()));
        cached.GetOrCompile([new BytecodeGroup(key, [])], TestContext.Current.CancellationToken);
        Directory.SetLastWriteTimeUtc(bytecode, s_today.AddDays(-31).UtcDateTime);

        cached.GetOrCompile([new BytecodeGroup(key, [])], TestContext.Current.CancellationToken);

        Prune(0).ShouldBe(0);
        Directory.Exists(bytecode).ShouldBeTrue();
    }

    [Fact]
    public void WithoutACacheThereIsNothingToDo() =>
        new CachePruner(new LayerCache(_folder["nowhere"], _clock), 0, _clock)
            .PruneDaily(TestContext.Current.CancellationToken)
            .ShouldBe(0);

    public void Dispose() => _folder.Dispose();

    private long Prune(long limit) =>
        new CachePruner(_cache, limit, _clock).PruneDaily(TestContext.Current.CancellationToken);

    private LayerBlob Add(string content, int days)
    {
        var (blob, _) = _cache.GetOrCreate(
            Digests.Of(content),
            folder =>
                LayerWriter.Write(
                    [TarText.Text("a", content)],
                    folder,
                    LayerTime.Default,
                    BaseTree.Empty,
                    cancellation: TestContext.Current.CancellationToken
                ),
            cancellation: TestContext.Current.CancellationToken
        );
        File.SetLastWriteTimeUtc(blob.Path, s_today.AddDays(-days).UtcDateTime);
        return blob;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
