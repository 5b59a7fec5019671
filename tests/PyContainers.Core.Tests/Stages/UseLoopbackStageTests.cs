using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class UseLoopbackStageTests : IDisposable
{
    private readonly BlobStore _store = new();
    private readonly LoopbackRegistry _registry;

    public UseLoopbackStageTests() => _registry = new LoopbackRegistry(_store);

    [Theory]
    [InlineData("linux-x64", "1:2")]
    [InlineData("linux-musl-arm64", "3:4")]
    public async Task InnerBuildFindsTheUserOfItsPlatform(string runtimeIdentifier, string user)
    {
        var index = ImageIndex.Compose([(Served("1:2"), "amd64"), (Served("3:4"), "arm64")]);
        var digest = _store.AddManifest("base", index.MediaType, index.ToBytes());
        var options = new UseLoopbackOptions(_registry.Address, "base", digest, runtimeIdentifier);

        (await new UseLoopbackStage(options).RunAsync(TestContext.Current.CancellationToken)).ShouldBe(user);
    }

    public void Dispose() => _registry.Dispose();

    private OciImage Served(string user)
    {
        var config = ImageConfig.Parse($$$"""{"config":{"User":"{{{user}}}"}}""");
        var manifest = Manifest.Parse("""{"config":{}}""").With(config, []);
        _store.AddBlob(config.ToBytes());
        _store.AddManifest("base", manifest.MediaType, manifest.ToBytes());
        return new OciImage(manifest, config, manifest.Digest);
    }
}
