using System.Net;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Stages;
using PyContainers.Core.Tests.Destinations;

namespace PyContainers.Core.Tests.Stages;

public sealed class AttachDocumentStageTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();
    private readonly ArtifactRegistry _registry = new(hasReferrers: true);
    private readonly string _digest;

    public AttachDocumentStageTests()
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
    public async Task BothDocumentsAreAttachedEachByItsOwnType()
    {
        _folder.Write(Publish.Rid + "/provenance.intoto.json", "statement");

        await Run();
        await Run(AttachedDocument.Provenance(State.For(Publish.Rid)));

        _registry.Blobs.Keys.ShouldContain(Digests.Of("document"));
        _registry.Blobs.Keys.ShouldContain(Digests.Of("statement"));
        _registry.Manifests.Values.Select(bytes => JsonDocument.Parse(bytes).RootElement)
            .Where(manifest => manifest.TryGetProperty("subject", out _))
            .Select(manifest => manifest.GetProperty("artifactType").GetString())
            .ShouldBe(["application/vnd.cyclonedx+json", "application/vnd.in-toto+json"]);
    }

    [Fact]
    public async Task SdkWithoutTheClientIsAWarning()
    {
        await new AttachDocumentStage(Image, () => throw new MissingMemberException("there is no client"), _log)
            .RunAsync(Sbom, TestContext.Current.CancellationToken);

        _log.Warnings.ShouldHaveSingleItem().Message.ShouldContain("there is no client");
    }

    public void Dispose()
    {
        _registry.Dispose();
        _folder.Dispose();
    }

    private AttachDocumentOptions Image => new("r.example", ArtifactRegistry.Repository, _digest);

    private AttachedDocument Sbom => AttachedDocument.Sbom(State.For(Publish.Rid));

    private Task Run() => Run(Sbom);

    private Task Run(AttachedDocument document) =>
        new AttachDocumentStage(Image, () => new Referrers(_registry.Client()), _log)
            .RunAsync(document, TestContext.Current.CancellationToken);
}
