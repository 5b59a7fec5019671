using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvFileTests
{
    public static TheoryData<string> Hosts { get; } =
    [
        "linux-x64", "linux-arm64", "linux-arm", "linux-ppc64le", "linux-riscv64", "linux-s390x",
        "linux-musl-x64", "linux-musl-arm64", "linux-musl-arm", "linux-musl-riscv64",
        "osx-x64", "osx-arm64", "win-x64", "win-arm64", "win-x86",
    ];

    [Theory]
    [MemberData(nameof(Hosts))]
    public void PinnedVersionHasOneWheelForTheHost(string host)
    {
        var file = UvFile.Known(UvSupport.Pinned, host).ShouldHaveSingleItem();
        UvFile.IsWheel(file.Name).ShouldBeTrue();
        file.Sha256.ShouldMatch("^[0-9a-f]{64}$");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void HostHasAnArchiveOfItsOwn(string host)
    {
        var name = UvFile.Archive(host).ShouldNotBeNull();
        name.ShouldEndWith(host.StartsWith("win", StringComparison.Ordinal) ? ".zip" : ".tar.gz");
        Hosts.Select(row => UvFile.Archive(row.Data)).Count(other => other == name).ShouldBe(1);
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    [InlineData("osx-x64")]
    [InlineData("osx-arm64")]
    [InlineData("win-x64")]
    [InlineData("win-arm64")]
    public void PinnedReleaseHasAHashForTheHost(string host) =>
        UvFile.Known(UvSupport.PinnedRelease, host).ShouldHaveSingleItem().Name.ShouldBe(UvFile.Archive(host));

    [Fact]
    public void OtherVersionHasNoKnownFile() => UvFile.Known("0.99.0", "linux-x64").ShouldBeEmpty();

    [Fact]
    public void UnknownHostHasNone()
    {
        UvFile.Archive("freebsd-x64").ShouldBeNull();
        UvFile.Known(UvSupport.Pinned, "freebsd-x64").ShouldBeEmpty();
    }
}
