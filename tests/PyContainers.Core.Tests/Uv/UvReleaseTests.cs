using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvReleaseTests
{
    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    [InlineData("osx-arm64")]
    [InlineData("win-x64")]
    public void PinnedReleaseHasAHashForTheHost(string host)
    {
        var hash = UvRelease.KnownHash(UvSupport.Pinned, UvRelease.AssetFor(host)!).ShouldNotBeNull();
        hash.ShouldMatch("^[0-9a-f]{64}$");
    }

    [Fact]
    public void OtherVersionHasNoKnownHash() =>
        UvRelease.KnownHash("0.99.0", UvRelease.AssetFor("linux-x64")!).ShouldBeNull();

    [Fact]
    public void UnknownHostHasNoAsset() => UvRelease.AssetFor("freebsd-x64").ShouldBeNull();
}
