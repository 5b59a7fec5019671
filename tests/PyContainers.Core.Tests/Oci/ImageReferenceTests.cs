using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("ghcr.io/me/web:1", "ghcr.io", "me/web", "1")]
    [InlineData("localhost:5000/web:latest", "localhost:5000", "web", "latest")]
    public void NameHasThreeParts(string text, string registry, string repository, string tag) =>
        ImageReference.Parse(text).ShouldBe(new ImageReference(registry, repository, tag, ""));

    [Theory]
    [InlineData("")]
    [InlineData("web:1")]
    [InlineData("ghcr.io/web")]
    [InlineData("localhost:5000/web")]
    [InlineData("ghcr.io/:1")]
    [InlineData("ghcr.io/web:")]
    public void NameWithoutOneOfThemIsNone(string text) => ImageReference.Parse(text).ShouldBeNull();
}
