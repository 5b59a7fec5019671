using System.Net;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;

namespace PyContainers.Core.Tests.Destinations;

public sealed class ReferrersTests
{
    private static readonly byte[] s_image = "{\"schemaVersion\":2}"u8.ToArray();

    private static readonly string s_subject = Digests.Of(s_image);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DocumentIsAttachedOnce(bool hasReferrers)
    {
        using var registry = With(hasReferrers);

        (await Attach(registry, "one")).ShouldBeTrue();
        (await Attach(registry, "one")).ShouldBeFalse();
        (await Attach(registry, "two")).ShouldBeTrue();

        registry.Blobs.Keys.ShouldBe(
            [Digests.Of("{}"), Digests.Of("one"), Digests.Of("two")], ignoreOrder: true);
        registry.Requests.Count(one => one == "PUT manifests").ShouldBe(hasReferrers ? 2 : 4);
        registry.Manifests.ContainsKey(s_subject.Replace(':', '-')).ShouldBe(!hasReferrers);
    }

    [Fact]
    public async Task ManifestNamesTheImageAndTheTagListsIt()
    {
        using var registry = With(hasReferrers: false);
        await Attach(registry, "one");

        var list = JsonDocument.Parse(registry.Manifests[s_subject.Replace(':', '-')]).RootElement
            .GetProperty("manifests").EnumerateArray().Single();
        list.GetProperty("artifactType").GetString().ShouldBe("text/x");
        var manifest = JsonDocument.Parse(registry.Manifests[list.GetProperty("digest").GetString()!]).RootElement;
        var subject = manifest.GetProperty("subject");
        (subject.GetProperty("digest").GetString(), subject.GetProperty("size").GetInt32())
            .ShouldBe((s_subject, s_image.Length));
        manifest.GetProperty("layers")[0].GetProperty("digest").GetString().ShouldBe(Digests.Of("one"));
    }

    [Fact]
    public async Task WhatOthersHaveAttachedStays()
    {
        using var registry = With(hasReferrers: false);
        var tag = s_subject.Replace(':', '-');
        registry.Manifests[tag] = """
            {"schemaVersion":2,"mediaType":"i","manifests":[
              {"mediaType":"m","digest":"sha256:signature","size":3,"urls":["https://x.example"]}]}
            """u8.ToArray();

        await Attach(registry, "one");

        var list = JsonDocument.Parse(registry.Manifests[tag]).RootElement.GetProperty("manifests");
        list.GetArrayLength().ShouldBe(2);
        list[0].GetProperty("urls")[0].GetString().ShouldBe("https://x.example");
    }

    [Fact]
    public async Task RefusalSaysWhatTheRegistrySaid()
    {
        using var registry = With(hasReferrers: true);
        registry.RefusesManifests = HttpStatusCode.BadRequest;

        var error = await Should.ThrowAsync<HttpRequestException>(() => Attach(registry, "one"));

        error.Message.ShouldContain("was answered with 400 no artifacts");
    }

    private static ArtifactRegistry With(bool hasReferrers) =>
        new(hasReferrers) { Manifests = { [s_subject] = s_image } };

    private static Task<bool> Attach(ArtifactRegistry registry, string document) =>
        new Referrers(registry.Client()).AttachAsync(
            s_subject, "text/x", System.Text.Encoding.UTF8.GetBytes(document), "x.txt",
            TestContext.Current.CancellationToken);
}
