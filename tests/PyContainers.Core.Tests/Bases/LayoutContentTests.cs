using PyContainers.Core.Bases;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Bases;

/// <summary>A base image in a kit is the base image.</summary>
public sealed class LayoutContentTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void CopyOfTheNamedPlatformsHasTheSameDigests()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var source = new LayoutSource(TinyBaseImage.Write(_folder["base"]));

        foreach (var entry in new LayoutContent(source).Entries("copy", ["linux-x64"], cancellation))
            _folder.Write(entry.Path, EntryContent.Read(entry));

        var copy = new LayoutSource(_folder["copy"]);
        var (read, image) = (copy.Read("linux-x64", cancellation), source.Read("linux-x64", cancellation));
        read.ShouldSatisfyAllConditions(
            () => read.Digest.ShouldBe(image.Digest),
            () => read.Config.Digest.ShouldBe(image.Config.Digest));
        foreach (var layer in image.Manifest.Layers)
            File.Exists(copy.LayerFile("linux-x64", read, layer, cancellation)).ShouldBeTrue();
        Failure.Of(() => copy.Read("linux-arm64", cancellation)).Code.ShouldBe("PYC3013");
    }

    public void Dispose() => _folder.Dispose();
}
