using PyContainers.Core.Diagnostics;
using PyContainers.Core.Images;

namespace PyContainers.Core.Tests.Images;

public sealed class ArchitecturesTests
{
    [Theory]
    [InlineData("linux-x64", "amd64")]
    [InlineData("linux-musl-x64", "amd64")]
    [InlineData("linux-arm64", "arm64")]
    [InlineData("linux-musl-arm64", "arm64")]
    public void LinuxIsTranslated(string runtimeIdentifier, string expected) => Architectures.FromRuntimeIdentifier(runtimeIdentifier).ShouldBe(expected);

    [Fact]
    public void OtherPlatformsAreRefused() =>
        Should.Throw<PyContainersException>(() => Architectures.FromRuntimeIdentifier("win-x64")).Diagnostic.Code.ShouldBe("PYC3015");
}
