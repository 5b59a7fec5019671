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

        HasAll(Containers(), layers).ShouldBeTrue();

        _log.ShouldBeEmpty();
    }

    [Fact]
    public void LostLayerIsNamed()
    {
        const string Lost = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
        string[] layers = [_registry.Store.AddBlob("one"u8.ToArray()), Lost];

        HasAll(Containers(), layers).ShouldBeFalse();

        _log.ShouldBe([$"{_registry.Address}/web has lost {Lost}"]);
    }

    [Fact]
    public void SdkWithoutTheClientIsALine()
    {
        HasAll(typeof(SdkBlobsTests).Assembly, ["sha256:x"]).ShouldBeTrue();

        _log.ShouldHaveSingleItem().ShouldStartWith($"layers in {_registry.Address}/web are not looked for: ");
    }

    public void Dispose() => _registry.Dispose();

    private bool HasAll(Assembly containers, IEnumerable<string> layers) =>
        new SdkBlobs(containers, _log.Add).HasAll(
            new ImageReference(_registry.Address, "web", "latest", ""), layers, TestContext.Current.CancellationToken);

    private static Assembly Containers()
    {
        var (exitCode, output) = DotnetProcess.Run(
            ["--version"], Repository.Root, new Dictionary<string, string>(StringComparer.Ordinal));
        exitCode.ShouldBe(0, output);
        // The folder of the runtime is shared/Microsoft.NETCore.App/VERSION below that of dotnet.
        var dotnet = Path.GetFullPath("../../..", Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        var file = Path.Combine(
            dotnet, "sdk", output.Trim(), "Containers", "tasks", "net10.0", "Microsoft.NET.Build.Containers.dll");
        return SdkTaskType.Load(file).Assembly;
    }
}
