using PyContainers.Core.Common;
using PyContainers.Core.Fleet;
using PyContainers.Core.Layers;
using PyContainers.Core.Stages;
using PyContainers.Core.Tests.Stages;

namespace PyContainers.Core.Tests.Fleet;

/// <summary>Two builds with a cache between them: what one fills, the other takes.</summary>
public sealed class FleetStagesTests : IDisposable
{
    private static readonly FleetPlace s_place = new("r.example", "cache");

    private readonly FleetRegistry _registry = new();
    private readonly Publish _first = new();
    private readonly Publish _second = new();

    [Fact]
    public async Task FreshAgentTakesEverythingBelowItsPackages()
    {
        await PublishFirst();
        var own = Below(_first);

        Find(_second.Restored(), layers: Fleet(_second));

        var found = _second.Platform.Found.TryRead()!;
        found.Layers.Select(layer => (layer.Blob.Digest, layer.Blob.DiffId, layer.Name))
            .ShouldBe(own.Select(layer => (layer.Blob.Digest, layer.Blob.DiffId, layer.Name)));
        (found.Registry, found.Repository).ShouldBe(("r.example", "cache"));
    }

    [Fact]
    public async Task AnotherLockTakesTheLayersThatAreTheSame()
    {
        await PublishFirst();
        TakeWithAnotherLock();

        var layers = _second.Platform.ReadLayers().Layers;
        layers.Where(layer => layer.From == "r.example/cache").Select(layer => layer.Name)
            .ShouldBe(Below(_first).Select(layer => layer.Name));
        layers[^1].From.ShouldBe("");
    }

    [Fact]
    public async Task WhatIsInATakenLayerIsKnownWithoutReadingIt()
    {
        await PublishFirst();
        TakeWithAnotherLock();
        _second.ComposeImage();

        new WriteSbomStage(_second.State, new WriteSbomOptions(Publish.Rid, "base"), _ => Fleet(_second), _second.Log)
            .Run(Stop);

        _second.Platform.ReadLayers().Layers[0].Blob.Path.ShouldBe("");
        _second.Log.Warnings.ShouldBeEmpty();
        File.ReadAllText(_second.Platform.Sbom).ShouldContain("site-packages/tiny");
    }

    [Fact]
    public async Task UnchangedPublishFillsNothingAndAsksNobody()
    {
        await PublishFirst();
        _registry.Requests.Clear();

        await Fill(_first);

        _registry.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhoMayNotPushSendsNothing()
    {
        Build(_first);

        await Fill(_first, push: false);

        _registry.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task GoodCacheIsVerified()
    {
        await PublishFirst();

        (await Verify()).ShouldBeEmpty();

        _first.Log.Notices[^1].ShouldContain(": 3 entries hold what the lockfile makes, 0 do not, 0 are not there");
    }

    [Fact]
    public async Task WrongEntryIsFound()
    {
        await PublishFirst();
        var layer = Below(_first)[^1];
        var wrong = new FleetEntry(layer.Key, [layer with { Blob = layer.Blob with { Digest = Digests.Of("evil") } }]);
        var tag = FleetEntry.LayerTag(layer.Key);
        _registry.Manifests[$"cache/{tag}"] = wrong.ToImage(Publish.Rid).Manifest;

        var error = (await Verify()).ShouldHaveSingleItem();

        error.Code.ShouldBe("PYC4042");
        error.Message.ShouldContain($"r.example/cache:{tag}");
        error.Message.ShouldContain(Digests.Of("evil"));
    }

    [Fact]
    public async Task CacheThatCannotBeAskedIsNotGood()
    {
        await PublishFirst();
        _registry.Fault = new HttpRequestException("Connection refused");

        var error = await Should.ThrowAsync<Diagnostics.PyContainersException>(Verify);

        error.Diagnostic.Code.ShouldBe("PYC4043");
    }

    public void Dispose()
    {
        _registry.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private void TakeWithAnotherLock()
    {
        _second.Write("project/uv.lock", ProjectBuilder.Lock("tiny", "1.0") + "# another lock\n");
        Find(_second.Restored(), Fleet(_second));
        _second.Platform.Found.TryRead()!.Layers.ShouldBeEmpty();
        _second.SyncDependencies();
        _second.SyncLocalPackages();
        var fleet = Fleet(_second);
        _second.WriteLayers(elsewhere: (key, stop) => fleet.LayerAsync(key, stop).GetAwaiter().GetResult());
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IReadOnlyList<WrittenLayer> Below(Publish publish) => FillCacheStage.Layers(publish.Platform);

    private async Task PublishFirst()
    {
        Build(_first);
        foreach (var layer in Below(_first))
            _registry.Add("first", await File.ReadAllBytesAsync(layer.Blob.Path, Stop));
        await Fill(_first);
    }

    private static void Build(Publish publish)
    {
        Find(publish.Restored(), layers: null);
        publish.SyncDependencies();
        publish.SyncLocalPackages();
        publish.WriteLayers();
    }

    private static void Find(Publish publish, FleetLayers? layers)
    {
        var options = new FindDependenciesOptions { RuntimeIdentifiers = [Publish.Rid], HasFleet = true };
        new FindDependenciesStage(
            publish.State, options, (_, _, _) => throw new InvalidOperationException("no image"), layers, publish.Log)
            .Run(Stop);
    }

    private Task Fill(Publish publish, bool push = true) =>
        new FillCacheStage(
            publish.State, new FillCacheOptions([Publish.Rid], s_place, push, "first"),
            new FleetWriter(Cache(publish), "first", publish.Log), publish.Log).RunAsync(Stop);

    private Task<IReadOnlyList<Diagnostics.Diagnostic>> Verify() =>
        new VerifyCacheStage(_first.State, [Publish.Rid], Cache(_first), _first.Log).RunAsync(Stop);

    private FleetCache Cache(Publish publish) =>
        new(s_place, () => _registry.Repository("cache"), new FleetSwitch(), publish.Log);

    private FleetLayers Fleet(Publish publish) =>
        new(
            Cache(publish), () => new FleetDestination(_registry.Repository("second"), CanMount: true),
            Path.Combine(publish.Cache, "layers"), publish.Log);
}
