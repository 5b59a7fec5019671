using System.Text;
using System.Text.Json;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

public sealed class ImageIndexTests
{
    private static readonly OciImage s_oci = TinyImage.Scratch("arm64");

    private static readonly OciImage s_docker = s_oci with
    {
        Manifest = Manifest.Parse($$$"""{"config":{"mediaType":"{{{MediaTypes.DockerConfig}}}"}}"""),
    };

    [Fact]
    public void FollowsTheFlavourOfItsImages()
    {
        ImageIndex.Compose([(s_docker, "amd64")]).MediaType.ShouldBe(MediaTypes.DockerIndex);
        ImageIndex.Compose([(s_docker, "amd64"), (s_oci, "arm64")]).MediaType.ShouldBe(MediaTypes.OciIndex);
    }

    [Fact]
    public void NamesEachImageWithItsPlatform()
    {
        var index = ImageIndex.Compose([(s_docker, "amd64"), (s_oci, "arm64")]);
        index.Manifests.ShouldBe([
            new Descriptor(MediaTypes.DockerManifest, s_docker.Manifest.Digest, s_docker.Manifest.Size, "linux/amd64"),
            new Descriptor(MediaTypes.OciManifest, s_oci.Manifest.Digest, s_oci.Manifest.Size, "linux/arm64"),
        ]);
        $"{index}".ShouldEndWith(""","platform":{"architecture":"arm64","os":"linux"}}]}""");
    }

    [Theory]
    [InlineData("""{"manifests":[{"digest":"sha256:11","platform":{"os":"linux"}}]}""", "linux/unknown")]
    [InlineData("""{"manifests":[{"digest":"sha256:11","platform":null}]}""", null)]
    [InlineData("""{"manifests":[7,{"digest":"sha256:11"}]}""", null)]
    public void ManifestMayBeWithoutAPlatform(string text, string? platform) =>
        Read(text)!.Manifests.ShouldHaveSingleItem().ShouldBe(new Descriptor("", "sha256:11", -1, platform));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"config":{},"layers":[]}""")]
    [InlineData("""{"manifests":{}}""")]
    public void SomethingElseIsNoIndex(string text) => Read(text).ShouldBeNull();

    [Fact]
    public void WhatIsNoJsonIsRefused() =>
        Should.Throw<JsonException>(() => Read("<html>")).Message.ShouldStartWith("it is not valid JSON");

    private static ImageIndex? Read(string text) => ImageIndex.TryParse(Encoding.UTF8.GetBytes(text));
}
