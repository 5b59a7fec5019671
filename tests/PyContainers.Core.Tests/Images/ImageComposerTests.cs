using System.Text.Json.Nodes;
using PyContainers.Core.Common;
using PyContainers.Core.Images;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Oci;

namespace PyContainers.Core.Tests.Images;

public sealed class ImageComposerTests
{
    private static readonly ImageLayer s_layer = new(
        new LayerBlob("sha256:aa", "sha256:bb", 5, "/x"),
        "PyContainers: deps"
    );

    private static readonly OciImage s_docker = new(
        Manifest.Parse($$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.DockerManifest}}",
            "config":{"mediaType":"{{MediaTypes.DockerConfig}}","digest":"sha256:00","size":1},
            "layers":[{"mediaType":"{{MediaTypes.DockerLayer}}","digest":"sha256:11","size":2}]}
            """),
        ImageConfig.Parse("""
            {"architecture":"amd64","os":"linux",
            "config":{"Env":["PATH=/usr/bin","LANG=C"],"WorkingDir":"/old","Labels":{"z":"1","b":"2"},"User":"7"},
            "rootfs":{"type":"layers","diff_ids":["sha256:22"]}}
            """),
        "sha256:33");

    private static ImageSettings Settings => new() { Created = DateTimeOffset.UnixEpoch, Layers = [s_layer] };

    [Fact]
    public void ADockerBaseGetsADockerLayer()
    {
        var image = ImageComposer.Compose(s_docker, Settings);
        image.Manifest.MediaType.ShouldBe(MediaTypes.DockerManifest);
        image.Manifest.Layers[1].ShouldBe(new Descriptor(MediaTypes.DockerLayer, "sha256:aa", 5));
        image.Manifest.Config.ShouldBe(new Descriptor(MediaTypes.DockerConfig, image.Config.Digest, image.Config.Size));
        image.Digest.ShouldBe(Digests.Of(image.Manifest.ToBytes()));
    }

    [Fact]
    public void AnOciBaseWithoutAMediaTypeGetsAnOciLayer()
    {
        var scratch = TinyImage.Scratch("arm64");
        var mediaType = $"\"mediaType\":\"{MediaTypes.OciManifest}\",";
        var untyped = Manifest.Parse($"{scratch.Manifest}".Replace(mediaType, "", StringComparison.Ordinal));
        var image = ImageComposer.Compose(scratch with { Manifest = untyped }, Settings);
        JsonNode.Parse($"{image.Manifest}")!["mediaType"]!.GetValue<string>().ShouldBe(MediaTypes.OciManifest);
        image.Manifest.Layers.ShouldHaveSingleItem().MediaType.ShouldBe(MediaTypes.OciLayer);
    }

    [Fact]
    public void StopSignalIsSetWhereTheBaseHasNone()
    {
        Config(Settings)["config"]!["StopSignal"].ShouldBeNull();
        var settings = Settings with { StopSignal = "SIGINT" };
        var image = ImageComposer.Compose(s_docker, settings);
        JsonNode.Parse($"{image.Config}")!["config"]!["StopSignal"]!.GetValue<string>().ShouldBe("SIGINT");
        var other = ImageConfig.Parse("""{"config":{"StopSignal":"SIGQUIT"},"rootfs":{"diff_ids":["sha256:22"]}}""");
        JsonNode.Parse($"{ImageComposer.Compose(s_docker with { Config = other }, settings).Config}")!
            ["config"]!["StopSignal"]!.GetValue<string>().ShouldBe("SIGQUIT");
    }

    [Fact]
    public void HistoryTellsOneLineForEachLayer()
    {
        var config = Config(Settings);
        config["rootfs"]!["diff_ids"]!.ToJsonString().ShouldBe("""["sha256:22","sha256:bb"]""");
        config["history"]!.AsArray().Count.ShouldBe(2);
        config["history"]![1]!
            .ToJsonString()
            .ShouldBe("""{"created":"1970-01-01T00:00:00Z","created_by":"PyContainers: deps"}""");
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
        var env = Config(
            Settings with
            {
                PathPrefix = ["/a", "/b"],
                Environment = [new("LANG", "C.UTF-8"), new("NEW", "a=b")],
            }
        )["config"]!["Env"]!;
        env.ToJsonString().ShouldBe("""["PATH=/a:/b:/usr/bin","LANG=C.UTF-8","NEW=a=b"]""");
    }

    [Fact]
    public void WithoutAPathTheUsualOneFollowsThePrefix()
    {
        var image = ImageComposer.Compose(TinyImage.Scratch("amd64"), Settings with { PathPrefix = ["/a"] });
        image.Config.Variable("PATH").ShouldBe("/a:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    [Fact]
    public void TheUsersOwnPathWins() =>
        (
            (string)
                Config(Settings with { PathPrefix = ["/a"], Environment = [new("PATH", "/mine")] })["config"]!["Env"]![
                    0
                ]!
        ).ShouldBe("PATH=/mine");

    [Fact]
    public void LabelsAreSortedAndTheBasesKept() =>
        Config(Settings with { Labels = [new("a", "x:y;z"), new("b", "3")] })["config"]!["Labels"]!
            .ToJsonString()
            .ShouldBe("""{"a":"x:y;z","b":"3","z":"1"}""");

    [Fact]
    public void TheSameInputGivesTheSameImage() =>
        ImageComposer.Compose(s_docker, Settings).Digest.ShouldBe(ImageComposer.Compose(s_docker, Settings).Digest);

    private static JsonNode Config(ImageSettings settings) =>
        JsonNode.Parse($"{ImageComposer.Compose(s_docker, settings).Config}")!;
}
