using PyContainers.Core.Images;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Images;

/// <summary>
/// The exact bytes of composed images, by digest. Whoever changes one of these numbers makes every user's image a new one: then the
/// change log has to say so.
/// </summary>
public sealed class ImageBytesTests
{
    private static ImageSettings Settings => new()
    {
        Created = DateTimeOffset.UnixEpoch,
        Layers =
        [
            new(new LayerBlob("sha256:aa", "sha256:bb", 5, "/x"), "PyContainers: <interpreter> & 'ü'"),
            new(new LayerBlob("sha256:cc", "sha256:dd", 5_000_000_000, "/y"), "PyContainers: app"),
        ],
        PathPrefix = ["/app/.venv/bin", "/opt/bin"],
        Environment = [new("LANG", "C.UTF-8"), new("NEW", "a=b+<c>")],
        Labels = [new("z.mine", "1"), new("a.mine", """["x","--y"]""")],
        Entrypoint = ["python", "-m", "shop"],
        ExposedPorts = [8000, 5678],
        User = "1654:1654",
    };

    [Theory]
    [InlineData("oci", "?", "?")]
    [InlineData("oci without media type", "?", "?")]
    [InlineData("docker", "?", "?")]
    [InlineData("docker by its config", "?", "?")]
    [InlineData("unknown members", "?", "?")]
    [InlineData("history", "?", "?")]
    [InlineData("short history", "?", "?")]
    [InlineData("annotations and subject", "?", "?")]
    [InlineData("nulls", "?", "?")]
    [InlineData("bare", "?", "?")]
    public void ComposedImageHasTheseBytes(string name, string manifest, string config) =>
        Digests(Bases.Of(name), Settings).ShouldBe((manifest, config));

    [Fact]
    public void ImageWithNothingAddedHasTheseBytes() =>
        Digests(Bases.Of("unknown members"), new ImageSettings { Created = DateTimeOffset.UnixEpoch }).ShouldBe(("?", "?"));

    [Fact]
    public void IndexOfTwoPlatformsHasTheseBytes()
    {
        var images = new[] { Compose(Bases.Of("oci"), Settings), Compose(Bases.Of("docker"), Settings) };
        ImageIndex.Compose(images, ["amd64", "arm64"]).Digest.ShouldBe("?");
        ImageIndex.Compose([images[1], images[1]], ["amd64", "arm64"]).Digest.ShouldBe("?");
    }

    private static (string Manifest, string Config) Digests((string Manifest, string Config) image, ImageSettings settings)
    {
        var composed = Compose(image, settings);
        return (composed.Digest, composed.ConfigDigest);
    }

    private static ComposedImage Compose((string Manifest, string Config) image, ImageSettings settings) =>
        ImageComposer.Compose(new BaseImage(image.Manifest, image.Config, "sha256:33"), settings);
}
