using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tests.Destinations;

public sealed class EarlyUploadsTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly ArtifactRegistry _registry = new(hasReferrers: true);

    [Fact]
    public async Task LayerThatThePublishedImageLacksIsSentInTwoRequests()
    {
        using var published = Published("known");
        using var uploads = new EarlyUploads(_registry.Client, published, [Layer("known"), Layer("new")]);

        (await uploads.FinishAsync(Stop)).ShouldBe((3, null));

        _registry.Requests.ShouldBe(["POST blobs", "PUT blobs"]);
        _registry.Blobs.Keys.ShouldBe([Digests.Of("new"u8)]);
    }

    [Fact]
    public async Task NothingIsSentWhileNobodyKnowsWhatIsThere()
    {
        using var published = new PublishedImages(
            (_, _, _) => throw PublishErrors.RegistryUnreachable("r.example", "planted"), ["latest"], ["linux-x64"]);
        using var uploads = new EarlyUploads(_registry.Client, published, [Layer("new")]);

        var (bytes, failure) = await uploads.FinishAsync(Stop);

        bytes.ShouldBe(0);
        failure.ShouldNotBeNull().ShouldContain("planted");
        _registry.Requests.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _registry.Dispose();
        _folder.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static PublishedImages Published(string diffId) =>
        new((_, _, _) => new PublishedImage("inputs", [diffId], 0), ["latest"], ["linux-x64"]);

    private NewLayer Layer(string text) =>
        new(Digests.Of(System.Text.Encoding.UTF8.GetBytes(text)), text, _folder.Write(text, text));
}
