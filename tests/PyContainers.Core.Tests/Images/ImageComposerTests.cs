using System.Text.Json.Nodes;
using PyContainers.Core.Common;
using PyContainers.Core.Images;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Images;

public sealed class ImageComposerTests
{
    private static readonly ImageLayer s_layer = new(new LayerBlob("sha256:aa", "sha256:bb", 5, "/x"), "PyContainers: deps");

    private static readonly BaseImage s_docker = new(
        $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.DockerManifest}}","config":{"mediaType":"{{MediaTypes.DockerConfig}}","digest":"sha256:00","size":1},"layers":[{"mediaType":"{{MediaTypes.DockerLayer}}","digest":"sha256:11","size":2}]}""",
        """{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin","LANG=C"],"WorkingDir":"/old","Labels":{"z":"1","b":"2"},"User":"7"},"rootfs":{"type":"layers","diff_ids":["sha256:22"]}}""",
        "sha256:33");

    private static ImageSettings Settings => new() { Created = DateTimeOffset.UnixEpoch, Layers = [s_layer] };

    [Fact]
    public void ADockerBaseGetsADockerLayer()
    {
        var image = ImageComposer.Compose(s_docker, Settings);
        image.MediaType.ShouldBe(MediaTypes.DockerManifest);
        var manifest = JsonNode.Parse(image.Manifest)!;
        manifest["layers"]![1]!.ToJsonString().ShouldBe($$"""{"mediaType":"{{MediaTypes.DockerLayer}}","digest":"sha256:aa","size":5}""");
        ((string)manifest["config"]!["digest"]!).ShouldBe(image.ConfigDigest);
        image.ConfigDigest.ShouldBe(Digests.Of(image.Config));
        image.Digest.ShouldBe(Digests.Of(image.Manifest));
    }

    [Fact]
    public void AnOciBaseWithoutAMediaTypeGetsAnOciLayer()
    {
        var scratch = BaseImage.Scratch("arm64");
        var image = ImageComposer.Compose(scratch with { Manifest = scratch.Manifest.Replace($"\"mediaType\":\"{MediaTypes.OciManifest}\",", "", StringComparison.Ordinal) }, Settings);
        image.MediaType.ShouldBe(MediaTypes.OciManifest);
        ((string)JsonNode.Parse(image.Manifest)!["layers"]![0]!["mediaType"]!).ShouldBe(MediaTypes.OciLayer);
    }

    [Fact]
    public void ScratchDescribesItsConfig()
    {
        var scratch = BaseImage.Scratch("arm64");
        var config = JsonNode.Parse(scratch.Manifest)!["config"]!;
        ((string)config["digest"]!).ShouldBe(Digests.Of(scratch.Configuration));
        ((int)config["size"]!).ShouldBe(scratch.Configuration.Length);
    }

    [Fact]
    public void HistoryTellsOneLineForEachLayer()
    {
        var config = Config(Settings);
        config["rootfs"]!["diff_ids"]!.ToJsonString().ShouldBe("""["sha256:22","sha256:bb"]""");
        config["history"]!.AsArray().Count.ShouldBe(2);
        config["history"]![1]!.ToJsonString().ShouldBe("""{"created":"1970-01-01T00:00:00Z","created_by":"PyContainers: deps"}""");
    }

    [Fact]
    public void TheWorkingFolderOfTheBaseIsDroppedAndTheRestKept()
    {
        var run = Config(Settings)["config"]!.AsObject();
        run.ContainsKey("WorkingDir").ShouldBeFalse();
        ((string)run["User"]!).ShouldBe("7");
    }

    [Fact]
    public void ThePathPrefixComesBeforeTheBasesPath()
    {
        var env = Config(Settings with { PathPrefix = ["/a", "/b"], Environment = [new("LANG", "C.UTF-8"), new("NEW", "a=b")] })["config"]!["Env"]!;
        env.ToJsonString().ShouldBe("""["PATH=/a:/b:/usr/bin","LANG=C.UTF-8","NEW=a=b"]""");
    }

    [Fact]
    public void WithoutAPathTheUsualOneFollowsThePrefix()
    {
        var image = ImageComposer.Compose(BaseImage.Scratch("amd64"), Settings with { PathPrefix = ["/a"] });
        ((string)JsonNode.Parse(image.Config)!["config"]!["Env"]![0]!).ShouldBe("PATH=/a:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    [Fact]
    public void TheUsersOwnPathWins() =>
        ((string)Config(Settings with { PathPrefix = ["/a"], Environment = [new("PATH", "/mine")] })["config"]!["Env"]![0]!).ShouldBe("PATH=/mine");

    [Fact]
    public void LabelsAreSortedAndTheBasesKept() =>
        Config(Settings with { Labels = [new("a", "x:y;z"), new("b", "3")] })["config"]!["Labels"]!.ToJsonString().ShouldBe("""{"a":"x:y;z","b":"3","z":"1"}""");

    [Fact]
    public void TheSameInputGivesTheSameImage() =>
        ImageComposer.Compose(s_docker, Settings).Digest.ShouldBe(ImageComposer.Compose(s_docker, Settings).Digest);

    [Fact]
    public void AnIndexFollowsTheFlavourOfItsImages()
    {
        var docker = ImageComposer.Compose(s_docker, Settings);
        var oci = ImageComposer.Compose(BaseImage.Scratch("arm64"), Settings);
        ImageIndex.Compose([docker], ["amd64"]).MediaType.ShouldBe(MediaTypes.DockerIndex);
        var index = ImageIndex.Compose([docker, oci], ["amd64", "arm64"]);
        index.MediaType.ShouldBe(MediaTypes.OciIndex);
        index.Digest.ShouldBe(Digests.Of(index.Content));
        JsonNode.DeepEquals(JsonNode.Parse(index.Content)!["manifests"]![1], JsonNode.Parse(
            $$$"""{"mediaType":"{{{MediaTypes.OciManifest}}}","digest":"{{{oci.Digest}}}","size":{{{oci.Manifest.Length}}},"platform":{"architecture":"arm64","os":"linux"}}""")).ShouldBeTrue();
    }

    private static JsonNode Config(ImageSettings settings) => JsonNode.Parse(ImageComposer.Compose(s_docker, settings).Config)!;
}
