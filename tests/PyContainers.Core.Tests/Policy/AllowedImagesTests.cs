using PyContainers.Core.Policy;

namespace PyContainers.Core.Tests.Policy;

public sealed class AllowedImagesTests
{
    [Theory]
    [InlineData("mcr.microsoft.com/dotnet/*", "mcr.microsoft.com/dotnet/runtime-deps:10.0", true)]
    [InlineData("mcr.microsoft.com/dotnet/*", "mcr.microsoft.com/dotnet.evil/x:1", false)]
    [InlineData("mcr.microsoft.com/dotnet/*", "evil.example/mcr.microsoft.com/dotnet/x", false)]
    [InlineData("debian", "debian:12-slim", true)]
    [InlineData("debian", "debian@sha256:0123", true)]
    [InlineData("debian", "debian:12@sha256:0123", true)]
    [InlineData("debian:12*", "debian:12-slim", true)]
    [InlineData("debian:12*", "debian:11-slim", false)]
    [InlineData("debian:12", "debian:12@sha256:0123", true)]
    [InlineData("debian@sha256:01*", "debian:12", false)]
    [InlineData("localhost:5000/base", "localhost:5000/base:1", true)]
    [InlineData("localhost", "localhost:5000/base", false)]
    [InlineData("debian.+", "debianxx", false)]
    public void NameIsHeldAgainstThePattern(string pattern, string image, bool allowed) =>
        new AllowedImages([pattern]).Allow(image).ShouldBe(allowed);

    [Fact]
    public void OneOfSeveralIsEnough() => new AllowedImages(["a", "b"]).Allow("b:1").ShouldBeTrue();
}
