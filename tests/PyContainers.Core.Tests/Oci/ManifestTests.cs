using System.Text;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

public sealed class ManifestTests
{
    private const string Odd = """
        { "x.later": [1.50, "\u002b"],"layers" : [{"size":2,"digest":"sha256:11","mediaType":"t","urls":["u"]}],
          "config":{"mediaType":"c","digest":"sha256:00","size":1}, "annotations":{"a":"b"} }

        """;

    private static readonly ImageConfig s_config = ImageConfig.Parse("{}");

    [Fact]
    public void BytesAndDigestAreThoseThatCame()
    {
        var manifest = Manifest.Parse(Odd);
        manifest.ToBytes().ShouldBe(Encoding.UTF8.GetBytes(Odd));
        (manifest.Digest, manifest.Size, $"{manifest}").ShouldBe((Digests.Of(Odd), Odd.Length, Odd));
    }

    [Fact]
    public void CallersCannotChangeTheBytes()
    {
        var bytes = Encoding.UTF8.GetBytes(Odd);
        var manifest = Manifest.Parse(bytes);
        bytes[0] = manifest.ToBytes()[1] = 0;
        Digests.Of(manifest.ToBytes()).ShouldBe(manifest.Digest);
    }

    [Fact]
    public void ConfigAndLayersAreDescriptors()
    {
        var manifest = Manifest.Parse(Odd);
        manifest.Config.ShouldBe(new Descriptor("c", "sha256:00", 1));
        manifest.Layers.ShouldBe([new Descriptor("t", "sha256:11", 2)]);
    }

    [Fact]
    public void MembersThatNobodyKnowsStayInTheirPlace()
    {
        var made = Manifest.Parse(Odd).With(s_config, [("sha256:aa", 5)]);
        $"{made}".ShouldStartWith("""
            {"x.later":[1.50,"+"],"layers":[{"size":2,"digest":"sha256:11","mediaType":"t","urls":["u"]},{"mediaType":
            """);
        made.Layers[1].ShouldBe(new Descriptor(MediaTypes.OciLayer, "sha256:aa", 5));
        made.Config.ShouldBe(new Descriptor(MediaTypes.OciConfig, s_config.Digest, 2));
    }

    [Fact]
    public void WhatSpeaksOfTheBaseGoes() =>
        $"{Manifest.Parse(Odd).With(s_config, [])}".ShouldNotContain("annotations");

    [Fact]
    public void TopLayerCanBeTakenOff()
    {
        var manifest = Manifest.Parse(Odd);
        var two = manifest.With(s_config, [("sha256:aa", 5)]);
        two.WithoutTopLayer().Layers.ShouldBe(manifest.Layers);
        two.Layers.Count.ShouldBe(2);
        two.WithoutTopLayer().WithoutTopLayer().WithoutTopLayer().Layers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MediaTypes.DockerManifest, MediaTypes.DockerConfig, true)]
    [InlineData(null, MediaTypes.DockerConfig, true)]
    [InlineData(MediaTypes.OciManifest, MediaTypes.OciConfig, false)]
    [InlineData(null, MediaTypes.OciConfig, false)]
    [InlineData(null, "application/x", false)]
    public void DockersIsKnownByItsMediaTypes(string? own, string config, bool isDocker)
    {
        var member = own is null ? "" : $"\"mediaType\":\"{own}\",";
        var manifest = Manifest.Parse("{" + member + $"\"config\":{{\"mediaType\":\"{config}\"}}}}");
        (manifest.IsDocker, manifest.MediaType)
            .ShouldBe((isDocker, isDocker ? MediaTypes.DockerManifest : MediaTypes.OciManifest));
    }

    [Theory]
    [InlineData("", "it is not valid JSON")]
    [InlineData("[]", "an object was expected")]
    [InlineData("{}", "it has no config")]
    [InlineData("""{"config":"sha256:00"}""", "it has no config")]
    [InlineData("""{"config":{},"layers":["sha256:11"]}""", "one of its layers")]
    [InlineData("""{"config":{},"layers":[{"mediaType":"t","digest":"sha256:11"}]}""", "one of its layers")]
    [InlineData("""{"config":{},"layers":[{"mediaType":"t","digest":"sha256:11","size":"2"}]}""", "one of its layers")]
    [InlineData("""{"config":{},"layers":[{"mediaType":"t","size":2}]}""", "one of its layers")]
    public void WhatIsNoManifestIsRefused(string text, string reason) =>
        Should.Throw<JsonException>(() => Manifest.Parse(text)).Message.ShouldContain(reason);

    [Fact]
    public void WhatIsNoTextIsRefused() =>
        Should.Throw<JsonException>(() => Manifest.Parse([.. "{\"config\":{},\"a\":\""u8, 0xff, .. "\"}"u8]))
            .Message.ShouldBe("it is not UTF-8");
}
