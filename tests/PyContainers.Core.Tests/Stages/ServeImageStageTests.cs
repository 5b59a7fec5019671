using System.Text.Json.Nodes;
using PyContainers.Core.Bases;
using PyContainers.Core.Destinations;
using PyContainers.Core.Layers;
using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class ServeImageStageTests : IDisposable
{
    private readonly Publish _publish = new Publish().Composed();
    private readonly LoopbackRegistry _registry = new(new BlobStore());
    private readonly List<ImageReference> _fetched = [];

    [Fact]
    public async Task BaseAndOurLayersAreServed()
    {
        var served = Serve();

        (served.Unchanged, served.Registry).ShouldBe((false, _registry.Address));
        var manifest = await JsonAsync("manifests/" + served.Digest);
        var layers = manifest["layers"]!.AsArray();
        layers.Count.ShouldBe(1 + _publish.Platform.ReadLayers().Layers.Count);
        foreach (var layer in layers)
            (await GetAsync($"blobs/{layer!["digest"]}")).Length.ShouldBe(layer["size"]!.GetValue<int>());
        var config = await JsonAsync("blobs/" + manifest["config"]!["digest"]);
        config["config"]!["User"]!.GetValue<string>().ShouldBe("1654:1654");
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("latest", "v1")]
    public void WhatTheDestinationHasIsNotServed(params string[] tags)
    {
        using var published = new PublishedImages((_, _, _) => There(), tags, [Publish.Rid]);

        var served = Serve(published);
        (served.Unchanged, served.Registry).ShouldBe((true, ""));
        served.UnchangedDigests.ShouldBe(["sha256:there"]);
    }

    [Fact]
    public void WhatTheDestinationHasNotIsServed()
    {
        using var published = new PublishedImages(
            (_, _, _) => There() with { Inputs = "sha256:another image's" }, ["latest"], [Publish.Rid]);

        Serve(published).Unchanged.ShouldBeFalse();
    }

    [Fact]
    public void RegistryThatSaysNothingIsAnError()
    {
        ReadPublished silent = (_, _, stop) =>
        {
            stop.WaitHandle.WaitOne();
            return null;
        };
        using var published = new PublishedImages(silent, ["latest"], [Publish.Rid]);

        Failure.Of(() => Serve(published, registry: "registry.test", limit: TimeSpan.Zero)).ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("PYC4001"),
            error => error.Message.ShouldContain("'registry.test' cannot be reached: it did not answer within"));
    }

    [Fact]
    public async Task LayerOfAnEarlierImageIsFetchedWhenItIsAskedFor()
    {
        var layers = _publish.Platform.ReadLayers().Layers;
        var (first, file) = (layers[0], layers[0].Blob.Path);
        var takenOver = first with { Blob = first.Blob with { Path = "" } };
        _publish.Platform.Layers.Write(new WrittenLayers([takenOver, .. layers.Skip(1)]));
        _publish.Platform.Found.Write(new FoundDependencies("key", [], "registry.test", "web", "sha256:earlier"));

        Serve(file: file);

        _fetched.ShouldBeEmpty();
        (await GetAsync("blobs/" + first.Blob.Digest)).LongLength.ShouldBe(first.Blob.Size);
        _fetched.ShouldBe([new ImageReference("registry.test", "web", "", "sha256:earlier")]);
    }

    [Theory]
    [InlineData("registry.test", "web")]
    [InlineData("other.test", "base")]
    public void NameIsThatOfTheRepositoryWhichTheDestinationMayMountFrom(string earlier, string expected)
    {
        var layers = _publish.Platform.ReadLayers().Layers;
        _publish.Platform.Found.Write(
            new FoundDependencies("key", [layers[0]], earlier, "web", "sha256:earlier"));

        Serve(registry: "registry.test").Repository.ShouldBe(expected);
    }

    [Fact]
    public void LayerThatIsGoneIsAFileSystemError()
    {
        File.Delete(_publish.Platform.ReadLayers().Layers[0].Blob.Path);

        Should.Throw<IOException>(() => Serve());
    }

    public void Dispose()
    {
        _registry.Dispose();
        _publish.Dispose();
    }

    // As the SDK has pushed it, with its own layer.
    private PublishedImage There()
    {
        var config = ImageConfig.Load(_publish.Platform.Config);
        return new PublishedImage(
            File.ReadAllText(_publish.Platform.Inputs), [.. config.DiffIds, "sha256:sdk"], config.EmptySteps)
        {
            Digest = "sha256:there",
        };
    }

    private ServedImage Serve(
        PublishedImages? published = null, string file = "", string registry = "", TimeSpan? limit = null)
    {
        FetchLayer fetch = (image, _, _, _, _) =>
        {
            _fetched.Add(image);
            return file;
        };
        var options = new ServeImageOptions([Publish.Rid], "base", "base")
        {
            OutputRegistry = registry,
            Limit = limit ?? Timeout.InfiniteTimeSpan,
        };
        var layout = Path.Combine(_publish.Root, "base");
        return new ServeImageStage(
                _publish.State, options, () => new LayoutSource(layout), () => fetch,
                _ => throw new InvalidOperationException("no cache"), _publish.Log)
            .Run(published, () => _registry, TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await GetAsync(path))!;

    private async Task<byte[]> GetAsync(string path)
    {
        using var client = new HttpClient();
        return await client.GetByteArrayAsync(
            $"http://{_registry.Address}/v2/base/{path}", TestContext.Current.CancellationToken);
    }
}
