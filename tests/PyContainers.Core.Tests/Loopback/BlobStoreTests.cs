using PyContainers.Core.Loopback;

namespace PyContainers.Core.Tests.Loopback;

public sealed class BlobStoreTests
{
    [Fact]
    public async Task ALazyBlobIsFetchedOnceForAllWhoWait()
    {
        var runs = 0;
        var file = Path.GetTempFileName();
        var wait = new TaskCompletionSource();
        var store = new BlobStore();
        store.AddLazy("sha256:1", 0, async _ =>
        {
            Interlocked.Increment(ref runs);
            await wait.Task;
            return file;
        });
        try
        {
            var blob = store.FindBlob("sha256:1")!;
            var opened = Enumerable
                .Range(0, 4)
                .Select(_ => blob.OpenAsync(TestContext.Current.CancellationToken).AsTask())
                .ToArray();
            wait.SetResult();
            foreach (var stream in await Task.WhenAll(opened))
                await stream.DisposeAsync();
            runs.ShouldBe(1);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void AManifestBelongsToItsRepository()
    {
        var store = new BlobStore();
        var digest = store.AddManifest("a/b", "type", [1]);
        store.FindManifest("a/b", digest).ShouldNotBeNull();
        store.FindManifest("a", digest).ShouldBeNull();
    }

    [Fact]
    public void ALazyBlobDoesNotReplaceWhatIsThere()
    {
        var store = new BlobStore();
        var digest = store.AddBlob([1, 2]);
        store.AddLazy(digest, 99, _ => Task.FromResult<string?>(null));
        store.FindBlob(digest)!.Size.ShouldBe(2);
    }
}
