using System.Net;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Stages;
using PyContainers.Core.Tests.Destinations;

namespace PyContainers.Core.Tests.Stages;

public sealed class AttachSbomStageTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();
    private readonly ArtifactRegistry _registry = new(hasReferrers: true);
    private readonly string _digest;

    public AttachSbomStageTests()
    {
        var image = "{}"u8.ToArray();
        _digest = Digests.Of(image);
        _registry.Manifests[_digest] = image;
        _folder.Write(Publish.Rid + "/sbom.cdx.json", "document");
    }

    private BuildState State => new(_folder.Path);

    [Fact]
    public async Task SecondTimeNobodyIsAsked()
    {
        await Run();
        _registry.Blobs.ShouldContainKey(Digests.Of("document"));
        var requests = _registry.Requests.Count;

        await Run();

        _registry.Requests.Count.ShouldBe(requests);
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task FailureIsAWarningAndIsTriedAgain()
    {
        _registry.RefusesManifests = HttpStatusCode.Forbidden;
        await Run();

        var warning = _log.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("PYC6002");
        warning.Message.ShouldContain($"r.example/shop/api@{_digest}");
        warning.Message.ShouldContain(State.For(Publish.Rid).Sbom);
        _registry.RefusesManifests = null;
        await Run();
        _log.Warnings.Count.ShouldBe(1);
        File.Exists(State.For(Publish.Rid).SbomAttached).ShouldBeTrue();
    }

    [Fact]
    public async Task SdkWithoutTheClientIsAWarning()
    {
        var options = new AttachSbomOptions(Publish.Rid, "r.example", ArtifactRegistry.Repository, _digest);
        await new AttachSbomStage(State, options, () => throw new MissingMemberException("there is no client"), _log)
            .RunAsync(TestContext.Current.CancellationToken);

        _log.Warnings.ShouldHaveSingleItem().Message.ShouldContain("there is no client");
    }

    public void Dispose()
    {
        _registry.Dispose();
        _folder.Dispose();
    }

    private Task Run() =>
        new AttachSbomStage(
            State, new AttachSbomOptions(Publish.Rid, "r.example", ArtifactRegistry.Repository, _digest),
            () => new Referrers(_registry.Client()), _log).RunAsync(TestContext.Current.CancellationToken);
}
