using System.Text.Json.Nodes;
using PyContainers.Core.Common;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Layers;

public sealed class DependencyRecordTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    private static readonly WrittenLayer[] s_layers =
    [
        Layer(LayerKind.Interpreter, "interpreter", 1, "cpython 3.13.15"),
        Layer(LayerKind.PureDependencies, "pure dependencies", 2, "click 8.1", "rich 15"),
        Layer(LayerKind.LocalPackages, "local packages", 3, "shop-core 1"),
        Layer(LayerKind.App, "app", 4, "shop 1"),
    ];

    [Fact]
    public void LayersBelowThePackagesAreFoundByTheirPlace()
    {
        var found = Find(Label("key"), "key")!;
        found
            .Select(layer => (layer.Kind, layer.Name, layer.Blob.Digest, layer.Blob.DiffId, layer.Blob.Size))
            .ShouldBe(
                s_layers
                    .Take(2)
                    .Select(layer => (layer.Kind, layer.Name, layer.Blob.Digest, layer.Blob.DiffId, layer.Blob.Size))
            );
        found.ShouldAllBe(layer => layer.Reused && layer.Blob.Path.Length == 0);
        found[1].Content.ShouldBe(["click 8.1", "rich 15"]);
    }

    [Fact]
    public void OtherKeyIsNoMatch() => Find(Label("key"), "other").ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"key":"key","layers":null,"layersAbove":1}""")]
    [InlineData("""{"key":"key","layers":[{"kind":"App","name":"x","content":[]}],"layersAbove":-2}""")]
    [InlineData("""{"key":"key","layers":[{"kind":"Unheard","name":"x","content":[]}],"layersAbove":1}""")]
    public void LabelOfAnotherKindIsNoMatch(string? label) => Find(label, "key").ShouldBeNull();

    [Fact]
    public void MoreLayersThanTheImageHasAreNoMatch() =>
        Find(
                new DependencyRecord(
                    "key",
                    [new RecordedLayer(LayerKind.Interpreter, "x", [], [])],
                    LayersAbove: 9
                ).ToLabel(),
                "key"
            )
            .ShouldBeNull();

    public void Dispose() => _folder.Dispose();

    private static string Label(string key) => DependencyRecord.Of(key, s_layers).ToLabel();

    // A base of one layer, ours, the SDK's.
    private static IReadOnlyList<WrittenLayer>? Find(string? label, string key)
    {
        LayerBlob[] blobs = [Blob(90), .. s_layers.Select(layer => layer.Blob), Blob(91)];
        var layers = new JsonArray([.. blobs.Select(Described)]);
        var manifest = new JsonObject { ["config"] = new JsonObject(), ["layers"] = layers };
        var config = new JsonObject
        {
            ["config"] = new JsonObject
            {
                ["Labels"] = label is null ? null : new JsonObject { [DependencyRecord.Label] = label },
            },
            ["rootfs"] = new JsonObject
            {
                ["diff_ids"] = new JsonArray([.. blobs.Select(blob => (JsonNode)blob.DiffId)]),
            },
        };
        var (parsed, ofImage) = (Manifest.Parse(manifest.ToJsonString()), ImageConfig.Parse(config.ToJsonString()));
        return DependencyRecord.Find(new OciImage(parsed, ofImage, parsed.Digest), key);
    }

    private static JsonNode Described(LayerBlob blob) =>
        new JsonObject { ["mediaType"] = MediaTypes.OciLayer, ["digest"] = blob.Digest, ["size"] = blob.Size };

    private static WrittenLayer Layer(LayerKind kind, string name, int number, params string[] content) =>
        new(kind, name, Blob(number), Reused: false, content);

    private static LayerBlob Blob(int number) =>
        new(Digests.Of($"digest {number}"), Digests.Of($"diff {number}"), number, "");
}
