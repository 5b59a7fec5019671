using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;

namespace PyContainers.Sdk.Tests;

/// <summary>A base in a registry whose layers are fetched while the SDK pushes; the registry is one of this
/// process.</summary>
public sealed class LazyLayerTests(PackageFixture package) : IDisposable
{
    private readonly TestDirectory _layout = new();
    private readonly BlobStore _store = new();

    [Fact]
    public void LayerThatCannotBeHadIsAnErrorWithTheReason()
    {
        using var registry = new LoopbackRegistry(_store);
        using var project = ProjectBuilder
            .Demo(package)
            .Property("ContainerBaseImage", $"{registry.Address}/base@{Served()}");
        var cache = project.OwnCache();
        project.Publish().ShouldSucceed();
        Directory.Delete(Path.Combine(cache, "dotnet"), recursive: true);
        Directory.Delete(_layout["blobs"], recursive: true);

        var result = project.Publish();

        result.Succeeded.ShouldBeFalse();
        var error = result.Errors.Single(error => error.Code?.StartsWith("PYC", StringComparison.Ordinal) == true);
        error.Code.ShouldBe("PYC3019");
        error.Message.ShouldContain($"{registry.Address}/base");
        error.Message.ShouldContain("CONTAINER");
    }

    public void Dispose() => _layout.Dispose();

    private string Served()
    {
        var image = OciLayout.Open(TinyBaseImage.Write(_layout.Path)).ReadPlatform("amd64");
        _store.AddBlob(image.Config.ToBytes());
        foreach (var digest in image.Manifest.Layers.Select(layer => layer.Digest))
            _store.AddFile(digest, _layout["blobs/sha256/" + digest["sha256:".Length..]]);

        return _store.AddManifest("base", image.Manifest.MediaType, image.Manifest.ToBytes());
    }
}
