using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Stages;
using PyContainers.Core.Tests.Destinations;

namespace PyContainers.Core.Tests.Stages;

public sealed class CheckPushStageTests : IDisposable
{
    private readonly ArtifactRegistry _registry = new(hasReferrers: true);
    private readonly RecordingLog _log = new();
    private readonly byte[] _manifest = "{}"u8.ToArray();

    private string Digest => Digests.Of(_manifest);

    [Fact]
    public async Task WhatIsThereIsRight()
    {
        _registry.Manifests[Digest] = _manifest;

        await CheckAsync(_registry.Client);

        _registry.Requests.ShouldBe(["GET manifests"]);
    }

    [Fact]
    public async Task WhatIsNotThereIsAnError()
    {
        var error = await Failure.OfAsync(() => CheckAsync(_registry.Client));

        error.Code.ShouldBe("PYC4026");
        error.Message.ShouldContain($"accepted the push to 'shop/api' but, asked for '{Digest}', has no such manifest");
    }

    [Fact]
    public async Task WhatTheRegistryHasNamedIsNotAskedFor()
    {
        await CheckAsync(() => throw new InvalidOperationException("nobody is to be asked"), Digest);

        _log.Details.ShouldBeEmpty();
        (await Failure.OfAsync(() => CheckAsync(_registry.Client, "sha256:another"))).Code.ShouldBe("PYC4026");
    }

    [Fact]
    public async Task WebPageInItsPlaceIsAnError()
    {
        _registry.Manifests[Digest] = "<html>Please log in</html>"u8.ToArray();

        var error = await Failure.OfAsync(() => CheckAsync(_registry.Client));

        error.Code.ShouldBe("PYC4026");
        error.Message.ShouldContain("answers with other bytes");
    }

    [Fact]
    public async Task WhoCannotAskFailsNothing()
    {
        await CheckAsync(() => throw new MissingMemberException("there is no client"));

        _log.Details.ShouldContain(line => line.Contains("there is no client"));
    }

    public void Dispose() => _registry.Dispose();

    private Task CheckAsync(Func<RegistryRepository> client, params string[] stored) =>
        new CheckPushStage(
                new CheckPushOptions("r.example", ArtifactRegistry.Repository, [Digest]) { Stored = stored }, client,
                _log)
            .RunAsync(TestContext.Current.CancellationToken);
}
