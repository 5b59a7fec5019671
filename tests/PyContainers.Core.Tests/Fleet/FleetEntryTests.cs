using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Elf;
using PyContainers.Core.Fleet;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Fleet;

public sealed class FleetEntryTests
{
    private static readonly FleetPlace s_place = new("r.example", "cache");
    private static readonly string s_key = Digests.Of("key");

    [Fact]
    public void LayersComeBackWithoutAFileAndWithWhatTheyNeed()
    {
        var file = new CompiledFile(
            "app/.venv/x.so", "tiny", CompiledKind.Module, "x86_64", "",
            [new NeededLibrary("libc.so.6", ["GLIBC_2.35"])], [], IsInherited: false);
        var layer = Layer("one") with { Content = ["tiny 1.0"] };
        var entry = new FleetEntry(s_key, [layer with { Blob = layer.Blob with { Compiled = [file] } }, Layer("two")]);

        var read = FleetEntry.TryParse(entry.ToImage("linux-arm64").Manifest, s_place)!;

        read.IsSame(entry).ShouldBeTrue();
        (read.Layers[0].Name, read.Layers[0].From, read.Layers[0].Blob.Path).ShouldBe(("one", "r.example/cache", ""));
        read.Layers[0].Content.ShouldBe(["tiny 1.0"]);
        read.Layers[0].Blob.Compiled.ShouldHaveSingleItem().Needs.ShouldHaveSingleItem()
            .Versions.ShouldBe(["GLIBC_2.35"]);
    }

    [Fact]
    public void EntryIsAnImageThatAnyRegistryTakes()
    {
        var (manifest, config) = new FleetEntry(s_key, [Layer("one")]).ToImage("linux-arm64");

        var image = ImageConfig.Parse(Encoding.UTF8.GetString(config));
        image.Platform.ShouldBe("linux/arm64");
        image.DiffIds.ShouldBe([Digests.Of("one diff")]);
        Manifest.Parse(Encoding.UTF8.GetString(manifest)).MediaType.ShouldBe(MediaTypes.OciManifest);
        FleetEntry.DependenciesTag(s_key).Length.ShouldBeLessThan(128);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"schemaVersion\":2,\"layers\":[]}")]
    [InlineData("{\"schemaVersion\":2,\"mediaType\":\"m\",\"config\":{\"mediaType\":\"c\",\"digest\":\"d\","
        + "\"size\":1},\"layers\":[{\"mediaType\":\"l\",\"digest\":\"d\",\"size\":1}],\"annotations\":{}}")]
    public void WhatIsNoEntryIsNone(string manifest) =>
        FleetEntry.TryParse(Encoding.UTF8.GetBytes(manifest), s_place).ShouldBeNull();

    [Theory]
    [InlineData("r.example/team/cache", "r.example", "team/cache")]
    [InlineData("localhost:5000/cache/", "localhost:5000", "cache")]
    public void PlaceIsARegistryAndAName(string text, string registry, string repository) =>
        FleetPlace.Parse(text).ShouldBe(new FleetPlace(registry, repository));

    [Theory]
    [InlineData("")]
    [InlineData("cache")]
    [InlineData("r.example/")]
    [InlineData("r.example/cache:tag")]
    [InlineData("r.example/cache@sha256:1")]
    [InlineData("r.example/ cache")]
    public void WhatIsNoPlaceIsNone(string text) => FleetPlace.Parse(text).ShouldBeNull();

    internal static WrittenLayer Layer(string name) =>
        new(
            LayerKind.PureDependencies, name,
            new LayerBlob(Digests.Of(name), Digests.Of($"{name} diff"), name.Length, ""), Reused: false, []);
}
