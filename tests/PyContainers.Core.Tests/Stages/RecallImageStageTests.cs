using System.Text;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Images;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;
using PyContainers.Core.Tests.Destinations;

namespace PyContainers.Core.Tests.Stages;

public sealed class RecallImageStageTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly ArtifactRegistry _registry = new(hasReferrers: true);

    private BuildState State => new(_folder.Path);

    [Fact]
    public async Task OwnPublishIsRememberedAndNobodyIsAsked()
    {
        var image = Image("one");
        State.Published.Write(new PublishResult([image], ""));

        (await Recall(image.Digest))!.Images.ShouldHaveSingleItem().ShouldBe(image);

        _registry.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnotherAgentsImageIsReadFromTheRegistryOnce()
    {
        State.Published.Write(new PublishResult([Image("earlier")], ""));
        var image = Put(Image("one"));

        var result = await Recall(image.Digest);

        result!.Images.ShouldHaveSingleItem().ShouldBe(image);
        result.Digest().ShouldBe(image.Digest);
        _registry.Requests.ShouldBe(["GET manifests", "GET blobs"]);
        await Recall(image.Digest);
        _registry.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task SeveralPlatformsHaveTheDigestOfTheirIndex()
    {
        var (one, two) = (Put(Image("one")), Put(Image("two")));
        var index = "{\"schemaVersion\":2,\"manifests\":[]}"u8.ToArray();
        _registry.Manifests["latest"] = index;

        var result = await Recall(one.Digest, two.Digest);

        result!.Images.ShouldBe([one, two]);
        result.Digest().ShouldBe(Digests.Of(index));
    }

    [Fact]
    public async Task EnginesImageIsKnownByWhatItIsMadeFrom()
    {
        _folder.Write(Publish.Rid + "/inputs.txt", "one");
        State.Published.Write(new PublishResult([Image("one")], ""));

        (await Recall())!.Images.ShouldHaveSingleItem().ShouldBe(Image("one"));

        _folder.Write(Publish.Rid + "/inputs.txt", "another");
        (await Recall()).ShouldBeNull();
    }

    [Fact]
    public async Task RegistryThatDoesNotTellFailsNothing() => (await Recall("sha256:nowhere")).ShouldBeNull();

    public void Dispose()
    {
        _folder.Dispose();
        _registry.Dispose();
    }

    private Task<PublishResult?> Recall(params string[] digests) =>
        new RecallImageStage(
                State, new RecallImageOptions([Publish.Rid], "latest", digests), _registry.Client, new RecordingLog())
            .RunAsync(TestContext.Current.CancellationToken);

    private static ImageDocuments Image(string inputs)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [InputHash.Label] = inputs };
        var config = JsonSerializer.Serialize(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Labels = labels },
            rootfs = new { type = "layers", diff_ids = Array.Empty<string>() },
        });
        var manifest = Manifest.Of(ImageConfig.Parse(config), []);
        return new ImageDocuments(manifest.Digest, MediaTypes.OciManifest, $"{manifest}", config);
    }

    private ImageDocuments Put(ImageDocuments image)
    {
        _registry.Manifests[image.Digest] = Encoding.UTF8.GetBytes(image.Manifest);
        _registry.Blobs[Digests.Of(image.Config)] = Encoding.UTF8.GetBytes(image.Config);
        return image;
    }
}
