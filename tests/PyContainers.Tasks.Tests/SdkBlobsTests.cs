using System.Reflection;
using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks.Tests;

/// <summary>With the assembly of the SDK that runs these tests: whether it can be asked at all is the
/// question.</summary>
public sealed class SdkBlobsTests : IDisposable
{
    private readonly LoopbackRegistry _registry = new(new BlobStore());
    private readonly List<string> _log = [];

    [Fact]
    public void LayersThatAreThereAreFound()
    {
        string[] layers = [_registry.Store.AddBlob("one"u8.ToArray()), _registry.Store.AddBlob("two"u8.ToArray())];

        HasAll(SdkTaskType.Load(SdkContainers.Assembly()).Assembly, layers).ShouldBeTrue();

        _log.ShouldBeEmpty();
    }

    [Fact]
    public void LostLayerIsNamed()
    {
        const string Lost = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
        string[] layers = [_registry.Store.AddBlob("one"u8.ToArray()), Lost];

        HasAll(SdkTaskType.Load(SdkContainers.Assembly()).Assembly, layers).ShouldBeFalse();

        _log.ShouldBe([$"{_registry.Address}/web has lost {Lost}"]);
    }

    [Fact]
    public void SdkWithoutTheClientIsALine()
    {
        HasAll(typeof(SdkBlobsTests).Assembly, ["sha256:x"]).ShouldBeTrue();

        _log.ShouldHaveSingleItem().ShouldStartWith($"layers in {_registry.Address} are not looked for: ");
    }

    // "Unchanged" is for what is known: a push asks once more, and tells what is wrong.
    [Fact]
    public void LayersOfARegistryThatDoesNotAnswerDoNotCountAsThere()
    {
        _registry.Dispose();

        HasAll(SdkTaskType.Load(SdkContainers.Assembly()).Assembly, ["sha256:x"]).ShouldBeFalse();

        _log.ShouldHaveSingleItem().ShouldStartWith($"layers in {_registry.Address}/web are not known: ");
    }

    public void Dispose() => _registry.Dispose();

    private bool HasAll(Assembly containers, IEnumerable<string> layers) =>
        new SdkBlobs(containers, _log.Add).HasAll(
            new ImageReference(_registry.Address, "web", "latest", ""), layers, TestContext.Current.CancellationToken);
}
