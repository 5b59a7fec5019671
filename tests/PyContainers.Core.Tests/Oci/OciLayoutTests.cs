using PyContainers.Core.Common;
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
        var expected = BaseImage.Scratch("arm64");
        layout.ReadPlatform("arm64").ShouldBe(expected with { Digest = Digests.Of(expected.Manifest) });
    }

    [Fact]
    public void ALoneManifestIsKnownByItsConfig()
    {
        var layout = _layout.Open(_layout.Image("amd64", platform: false));
        layout.ReadPlatform("amd64").Configuration.ShouldContain("amd64");
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
        var config = layout.BlobPath(Digests.Of(BaseImage.Scratch("amd64").Configuration));
        File.WriteAllText(config, File.ReadAllText(config).Replace("amd64", "AMD64", StringComparison.Ordinal));
        Code(() => layout.ReadPlatform("amd64")).ShouldBe("PYC3014");
    }

    [Fact]
    public void ABlobOfAnotherSizeIsRefused()
    {
        var layout = _layout.Open(_layout.Image("amd64"));
        File.AppendAllText(layout.BlobPath(Digests.Of(BaseImage.Scratch("amd64").Manifest)), " ");
        Code(() => layout.ReadPlatform("amd64")).ShouldBe("PYC3014");
    }

    [Fact]
    public void AMissingBlobIsRefused()
    {
        var layout = _layout.Open(_layout.Image("amd64"));
        File.Delete(layout.BlobPath(Digests.Of(BaseImage.Scratch("amd64").Manifest)));
        Code(() => layout.ReadPlatform("amd64")).ShouldBe("PYC3014");
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
    public void AFolderThatDoesNotExistIsNoLayout() => Code(() => OciLayout.Open(Path.Combine(_layout.Folder, "none"))).ShouldBe("PYC3012");

    private static string Code(Action action) => Should.Throw<PyContainersException>(action).Diagnostic.Code;
}
