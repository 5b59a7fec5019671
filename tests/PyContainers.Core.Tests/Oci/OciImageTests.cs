using System.Text.Json;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

public sealed class OciImageTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    private static readonly OciImage s_image = new(
        Manifest.Parse("{ \"config\":{}, \"x\":\"ü\\u002b\" }\n"),
        ImageConfig.Parse(" {\"os\" : \"linux\"}\r\n"), "sha256:33");

    [Fact]
    public void IsReadBackByteForByte()
    {
        s_image.Save(_folder["base.json"]);
        var loaded = OciImage.Load(_folder["base.json"]);
        loaded.Digest.ShouldBe("sha256:33");
        loaded.Manifest.ToBytes().ShouldBe(s_image.Manifest.ToBytes());
        loaded.Config.ToBytes().ShouldBe(s_image.Config.ToBytes());
    }

    [Fact]
    public void DocumentsOfTheirOwnAreReadBackWithTheManifestsDigest()
    {
        s_image.Manifest.Save(_folder["manifest.json"]);
        s_image.Config.Save(_folder["config.json"]);
        var loaded = OciImage.Load(_folder["manifest.json"], _folder["config.json"]);
        (loaded.Digest, loaded.Config.Digest).ShouldBe((s_image.Manifest.Digest, s_image.Config.Digest));
        File.ReadAllBytes(_folder["manifest.json"]).ShouldBe(s_image.Manifest.ToBytes());
    }

    [Fact]
    public void UnchangedFileKeepsItsTime()
    {
        s_image.Save(_folder["base.json"]);
        File.SetLastWriteTimeUtc(_folder["base.json"], DateTime.UnixEpoch);
        s_image.Save(_folder["base.json"]);
        File.GetLastWriteTimeUtc(_folder["base.json"]).ShouldBe(DateTime.UnixEpoch);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"digest":"","manifest":"{}","configuration":"{}"}""")]
    public void DamagedFileIsRefused(string text) =>
        Should.Throw<JsonException>(() => OciImage.Load(_folder.Write("base.json", text)));

    public void Dispose() => _folder.Dispose();
}
