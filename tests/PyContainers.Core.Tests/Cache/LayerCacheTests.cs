using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Tar;

namespace PyContainers.Core.Tests.Cache;

public sealed class LayerCacheTests : IDisposable
{
    private static readonly string s_key = Digests.Of("ingredients");
    private readonly TestDirectory _folder = new();
    private readonly LayerCache _cache;
    private int _written;

    public LayerCacheTests() => _cache = new LayerCache(_folder["cache"], TimeProvider.System);

    [Fact]
    public void SecondTimeTheLayerIsThere()
    {
        var (first, reused) = Get();
        reused.ShouldBeFalse();
        Get().ShouldBe((first, true));
        new LayerCache(_folder["cache"], TimeProvider.System).Find(s_key).ShouldBe(first);
        _written.ShouldBe(1);
    }

    [Fact]
    public void LayerOfAKitIsTakenFromThereUnlessItIsDamaged()
    {
        var (made, _) = Get();
        foreach (var (path, file) in _cache.FilesOf(s_key))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder["kit/" + path])!);
            File.Copy(file, _folder["kit/" + path]);
        }

        var fresh = new LayerCache(_folder["fresh"], TimeProvider.System)
        {
            OfKit = new LayerCache(_folder["kit"], TimeProvider.System),
        };
        fresh.Has(s_key).ShouldBeTrue();
        var token = TestContext.Current.CancellationToken;
        var (blob, reused) = fresh.GetOrCreate(s_key, Write, cancellation: token);
        (blob with { Path = made.Path }, reused).ShouldBe((made, true));
        blob.Path.ShouldStartWith(_folder["kit"]);
        fresh.FilesOf(s_key).Select(one => one.Path).ShouldBe(_cache.FilesOf(s_key).Select(one => one.Path));
        Directory.Exists(_folder["fresh"]).ShouldBeFalse();

        File.AppendAllText(blob.Path, "x");
        fresh.GetOrCreate(s_key, Write, cancellation: token).Reused.ShouldBeFalse();
        _written.ShouldBe(2);
    }

    [Fact]
    public async Task WaitingForAnotherBuildIsTold()
    {
        var (told, token) = (new TaskCompletionSource<string>(), TestContext.Current.CancellationToken);
        var path = _folder[$"cache/keys/{Digests.Hex(s_key)}.lock"];
        Task waiting;
        using (FileLock.Wait(path, token))
        {
            waiting = Task.Run(() => _cache.GetOrCreate(s_key, Write, told.SetResult, token), token);
            (await told.Task.WaitAsync(TimeSpan.FromSeconds(60), token)).ShouldBe(path);
            waiting.IsCompleted.ShouldBeFalse();
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(60), token);
        _written.ShouldBe(1);
    }

    [Fact]
    public void OtherKeyIsAnotherLayer()
    {
        Get();
        _cache.Find(Digests.Of("other")).ShouldBeNull();
    }

    [Fact]
    public void TruncatedBlobIsWrittenAgain() => Rebuilt(path =>
    {
        using var blob = File.OpenWrite(path);
        blob.SetLength(blob.Length - 1);
    });

    [Fact]
    public void AlteredBlobIsWrittenAgain() => Rebuilt(path =>
    {
        using var blob = File.OpenWrite(path);
        blob.WriteByte(0);
    });

    [Fact]
    public void MissingBlobIsWrittenAgain() => Rebuilt(File.Delete);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{ \"digest\": ")]
    [InlineData("{}")]
    [InlineData("""{ "digest": "md5:1", "diffId": "x", "size": 1 }""")]
    public void DamagedKeyFileIsWrittenAgain(string text)
    {
        var (blob, _) = Get();
        File.WriteAllText(Directory.GetFiles(_folder["cache/keys"], "*.json").Single(), text);
        Get().ShouldBe((blob, false));
        Get().Reused.ShouldBeTrue();
    }

    [Fact]
    public void AnotherKeysTextIsNotBelieved()
    {
        var (blob, _) = Get();
        var other = Digests.Of("another key");
        File.Copy(
            Directory.GetFiles(_folder["cache/keys"], "*.json").Single(),
            Path.Combine(_folder["cache/keys"], Digests.Hex(other) + ".json"));
        _cache.Find(other).ShouldBeNull();
        _cache.Find(s_key).ShouldBe(blob);
    }

    [Fact]
    public void WriterThatFailsLeavesNoKey()
    {
        Should.Throw<InvalidOperationException>(() =>
            _cache.GetOrCreate(s_key, _ => throw new InvalidOperationException())
        );
        _cache.Find(s_key).ShouldBeNull();
    }

    [Fact]
    public async Task OfSeveralAtOnceOneWrites()
    {
        var all = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(Get, TestContext.Current.CancellationToken))
        );
        all.Select(one => one.Blob).Distinct().ShouldHaveSingleItem();
        all.Count(one => !one.Reused).ShouldBe(1);
        _written.ShouldBe(1);
    }

    public void Dispose() => _folder.Dispose();

    private void Rebuilt(Action<string> damage)
    {
        var (blob, _) = Get();
        damage(blob.Path);
        _cache.Find(s_key).ShouldBeNull();
        Get().ShouldBe((blob, false));
        Get().Reused.ShouldBeTrue();
    }

    private (LayerBlob Blob, bool Reused) Get() => _cache.GetOrCreate(s_key, Write);

    private LayerBlob Write(string folder)
    {
        Interlocked.Increment(ref _written);
        return LayerWriter.Write(
            [TarText.Text("a", "content")],
            folder,
            LayerTime.Default,
            BaseTree.Empty,
            cancellation: TestContext.Current.CancellationToken
        );
    }
}
