using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

public sealed class PlatformTests
{
    [Theory]
    [InlineData("linux-x64", 36, "x86_64-manylinux_2_36")]
    [InlineData("linux-arm64", 36, "aarch64-manylinux_2_36")]
    [InlineData("linux-x64", 31, "x86_64-manylinux_2_31")]
    [InlineData("linux-x64", 30, "x86_64-manylinux_2_28")]
    [InlineData("linux-x64", 29, "x86_64-manylinux_2_28")]
    [InlineData("linux-x64", 27, "x86_64-manylinux_2_17")]
    [InlineData("linux-x64", 17, "x86_64-manylinux_2_17")]
    [InlineData("linux-x64", 40, "x86_64-manylinux_2_40")]
    [InlineData("linux-x64", 41, "x86_64-manylinux_2_40")]
    [InlineData("linux-x64", null, "x86_64-manylinux_2_28")]
    [InlineData("linux-musl-x64", null, "x86_64-unknown-linux-musl")]
    [InlineData("linux-musl-arm64", 36, "aarch64-unknown-linux-musl")]
    public void PlatformIsTheNewestThatTheBaseCanRun(string runtimeIdentifier, int? glibcMinor, string expected) =>
        Platform.Of(runtimeIdentifier).PythonPlatform(glibcMinor).ShouldBe(expected);

    [Theory]
    [InlineData("linux-x64", "amd64")]
    [InlineData("linux-musl-x64", "amd64")]
    [InlineData("linux-arm64", "arm64")]
    [InlineData("linux-musl-arm64", "arm64")]
    public void IndexNamesArchitecturesAsOciDoes(string runtimeIdentifier, string expected) =>
        Platform.Of(runtimeIdentifier).OciArchitecture.ShouldBe(expected);

    [Theory]
    [InlineData("win-x64")]
    [InlineData("linux-arm")]
    [InlineData("")]
    public void OtherRuntimeIdentifierIsRefused(string runtimeIdentifier) =>
        Failure.Of(() => Platform.Of(runtimeIdentifier)).Code.ShouldBe("PYC3015");
}
