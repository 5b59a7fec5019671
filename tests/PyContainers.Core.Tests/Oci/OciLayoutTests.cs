using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

public sealed class OciLayoutTests : IDisposable
{
    private readonly TinyLayout _layout = new();

    public void Dispose() => _layout.Dispose();

    [Fact]
    public void ThePlatformIsFoundInANestedIndex()
    {
        var layout = _layout.Open(_layout.Nested(_layout.Image("amd64"), _layout.Nested(_layout.Image("arm64"))));
        var (expected, found) = (TinyImage.Scratch("arm64"), layout.ReadPlatform("arm64"));
        found.Digest.ShouldBe(expected.Manifest.Digest);
        found.Manifest.ToBytes().ShouldBe(expected.Manifest.ToBytes());
        found.Config.ToBytes().ShouldBe(expected.Config.ToBytes());
    }

    [Fact]
    public void ALoneManifestIsKnownByItsConfig()
    {
        var layout = _layout.Open(_layout.Image("amd64", platform: false));
        layout.ReadPlatform("amd64").Config.Platform.ShouldBe("linux/amd64");
        Code(() => layout.ReadPlatform("arm64")).ShouldBe("PYC3013");
    }

    [Fact]
    public void AMissingPlatformIsToldWithTheOnesThatExist()
    {
        var layout = _layout.Open(_layout.Image("amd64"), _layout.Image("s390x"));
        var error = Should.Throw<PyContainersException>(() => layout.ReadPlatform("arm64"));
        error.Diagnostic.Code.ShouldBe("PYC3013");
        error.Message.ShouldContain("'linux/amd64', 'linux/s390x'");
    }

    [Fact]
    public void ADamagedBlobIsRefused()
    {
        var layout = _layout.Open(_layout.Image("amd64"));
        var config = layout.BlobPath(TinyImage.Scratch("amd64").Config.Digest);
        File.WriteAllText(config, File.ReadAllText(config).Replace("amd64", "AMD64", StringComparison.Ordinal));
        Code(() => layout.ReadPlatform("amd64")).ShouldBe("PYC3014");
    }

    [Fact]
    public void ABlobOfAnotherSizeIsRefused()
    {
        var layout = _layout.Open(_layout.Image("amd64"));
        File.AppendAllText(layout.BlobPath(TinyImage.Scratch("amd64").Manifest.Digest), " ");
        Code(() => layout.ReadPlatform("amd64")).ShouldBe("PYC3014");
    }

    [Fact]
    public void AMissingBlobIsRefused()
    {
        var layout = _layout.Open(_layout.Image("amd64"));
        File.Delete(layout.BlobPath(TinyImage.Scratch("amd64").Manifest.Digest));
        Code(() => layout.ReadPlatform("amd64")).ShouldBe("PYC3014");
    }

    [Theory]
    [InlineData(MediaTypes.OciManifest, "{}", "it has no config")]
    [InlineData(MediaTypes.OciManifest, "[]", "it is not valid JSON: an object was expected")]
    [InlineData(MediaTypes.OciManifest, """{"config":{},"layers":[{"mediaType":"x","size":1}]}""", "one of its layers")]
    [InlineData(MediaTypes.OciIndex, "{}", "it is not an image index: it has no manifests")]
    public void BlobThatIsNotWhatItsMediaTypeSaysIsRefused(string mediaType, string content, string reason)
    {
        var layout = _layout.Open(_layout.Descriptor(mediaType, content, ""));
        var error = Should.Throw<PyContainersException>(() => layout.ReadPlatform("amd64"));
        error.Diagnostic.Code.ShouldBe("PYC3014");
        error.Message.ShouldContain(reason);
    }

    [Fact]
    public void AnIndexThatIsNoneIsNoLayout()
    {
        File.WriteAllText(Path.Combine(_layout.Folder, "index.json"), "{}");
        var error = Should.Throw<PyContainersException>(() => OciLayout.Open(_layout.Folder));
        error.Diagnostic.Code.ShouldBe("PYC3012");
        error.Message.ShouldContain("its index.json has no manifests");
    }

    [Theory]
    [InlineData("sha256:../../../../etc/passwd")]
    [InlineData("sha512:00")]
    [InlineData("")]
    public void ADigestThatIsNoneNamesNoFile(string digest)
    {
        var layout = _layout.Open();
        Code(() => layout.BlobPath(digest)).ShouldBe("PYC3014");
    }

    [Fact]
    public void AFolderWithoutAnIndexIsNoLayout() => Code(() => OciLayout.Open(_layout.Folder)).ShouldBe("PYC3012");

    [Fact]
    public void AFolderThatDoesNotExistIsNoLayout() =>
        Code(() => OciLayout.Open(Path.Combine(_layout.Folder, "none"))).ShouldBe("PYC3012");

    private static string Code(Action action) => Should.Throw<PyContainersException>(action).Diagnostic.Code;
}
