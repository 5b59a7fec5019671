using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Fleet;
using PyContainers.Core.Layers;

namespace PyContainers.Core.Tests.Fleet;

public sealed class FleetCacheTests : IDisposable
{
    private static readonly string s_key = Digests.Of("key");

    private readonly FleetRegistry _registry = new();
    private readonly TestDirectory _root = new();
    private readonly RecordingLog _log = new();
    private readonly FleetCache _cache;

    public FleetCacheTests() => _cache = new FleetCache(
        new FleetPlace("r.example", "cache"), () => _registry.Repository("cache"), new FleetSwitch(), _log);

    private string Tag { get; } = FleetEntry.DependenciesTag(s_key);

    [Fact]
    public async Task LayersThatWereFilledAreMountedIntoAnotherRepository()
    {
        (await Fill("one", "two")).ShouldBe((2, true));
        _registry.Requests.Clear();

        var entry = await Layers(canMount: true).DependenciesAsync(s_key, Stop);

        entry!.Layers.Select(layer => layer.Name).ShouldBe(["one", "two"]);
        _registry.Blobs.Keys.ShouldContain($"second/{Digests.Of("two")}");
        _registry.Requests.ShouldBe(
            [$"GET /v2/cache/manifests/{Tag}", "POST /v2/second/blobs/uploads/", "POST /v2/second/blobs/uploads/"]);
        _log.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)] // the registry answers 202
    [InlineData(false)] // it is another one
    public async Task LayersThatCannotBeMountedAreDownloaded(bool canMount)
    {
        await Fill("one");
        _registry.Mounts = false;

        (await Layers(canMount).DependenciesAsync(s_key, Stop)).ShouldNotBeNull();

        File.ReadAllText(_root[Digests.Hex(Digests.Of("one")) + ".tar.gz"]).ShouldBe("one");
    }

    [Fact]
    public async Task WhatTheDestinationHasIsNotDownloaded()
    {
        await Fill("one");
        _registry.Add("second", "one"u8.ToArray());

        (await Layers(canMount: false).DependenciesAsync(s_key, Stop)).ShouldNotBeNull();

        Directory.GetFiles(_root.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task EntryThatHasLostALayerIsNotUsed()
    {
        await Fill("one", "two");
        _registry.Blobs.Remove($"cache/{Digests.Of("two")}");

        (await Layers(canMount: true).DependenciesAsync(s_key, Stop)).ShouldBeNull();

        _log.Steps.ShouldBe([$"a layer of 'r.example/cache:{Tag}' cannot be had and is made anew"]);
    }

    [Fact]
    public async Task LayerWithOtherBytesThanItsDigestIsNotUsed()
    {
        await Fill("one");
        _registry.Blobs[$"cache/{Digests.Of("one")}"] = "two"u8.ToArray();

        (await Layers(canMount: false).DependenciesAsync(s_key, Stop)).ShouldBeNull();

        Directory.GetFiles(_root.Path).ShouldBeEmpty();
        _log.Notices.ShouldHaveSingleItem().ShouldContain("it sent sha256:");
    }

    [Fact]
    public async Task EntryOfAnotherKeyIsAWarning()
    {
        await Fill("one");
        var other = Digests.Of("another key");
        _registry.Manifests[$"cache/{FleetEntry.DependenciesTag(other)}"] = _registry.Manifests[$"cache/{Tag}"];

        (await Layers(canMount: true).DependenciesAsync(other, Stop)).ShouldBeNull();

        _log.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC4040");
    }

    [Fact]
    public async Task EntryWithOtherLayersIsAWarningAndStays()
    {
        await Fill("one");
        var before = _registry.Manifests[$"cache/{Tag}"];

        (await Fill("two")).ShouldBe((1, false));

        _registry.Manifests[$"cache/{Tag}"].ShouldBe(before);
        var warning = _log.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("PYC4041");
        warning.Message.ShouldContain(Digests.Of("one"));
        warning.Message.ShouldContain(Digests.Of("two"));
    }

    [Fact]
    public async Task AfterAFailureNobodyAsksAndOneLineSaysSo()
    {
        _registry.Fault = new HttpRequestException("Connection refused");

        (await Layers(canMount: true).DependenciesAsync(s_key, Stop)).ShouldBeNull();
        (await Layers(canMount: true).LayerAsync(s_key, Stop)).ShouldBeNull();
        (await Fill("one")).ShouldBe((0, false));

        _registry.Requests.ShouldHaveSingleItem();
        _log.Notices.ShouldBe(["the fleet's cache 'r.example/cache' is not used in this build: Connection refused"]);
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task RefusalIsAFailureToo()
    {
        _registry.Fault = new HttpRequestException("no", new MissingMemberException("another SDK"));

        (await Layers(canMount: true).DependenciesAsync(s_key, Stop)).ShouldBeNull();

        _log.Notices.ShouldHaveSingleItem().ShouldEndWith(": another SDK");
    }

    [Fact]
    public async Task SecondFillSendsNothing()
    {
        await Fill("one", "two");
        _registry.Requests.Clear();

        (await Fill("one", "two")).ShouldBe((0, true));

        _registry.Requests.ShouldNotContain(request => request.StartsWith("PUT", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _registry.Dispose();
        _root.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<(int, bool)> Fill(params string[] names)
    {
        foreach (var name in names)
            _registry.Add("first", Encoding.UTF8.GetBytes(name));
        WrittenLayer[] layers =
            [.. names.Select(name => FleetEntryTests.Layer(name) with { Key = Digests.Of($"{name} key") })];
        return new FleetWriter(_cache, "first", _log).FillAsync(s_key, layers, [], "linux-x64", Stop);
    }

    private FleetLayers Layers(bool canMount) =>
        new(_cache, () => new FleetDestination(_registry.Repository("second"), canMount), _root.Path, _log);
}
