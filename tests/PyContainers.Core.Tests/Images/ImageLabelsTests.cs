using PyContainers.Core.Images;

namespace PyContainers.Core.Tests.Images;

public sealed class ImageLabelsTests
{
    [Fact]
    public void EachFactIsALabelOfTheSpecification() =>
        ImageLabels.Of(
            new("shop", "1.0", "Sells things", "MIT", "https://shop.example", "https://git.example/shop"),
            "debian", "sha256:00", "abc")
            .ShouldBe([
                new("org.opencontainers.image.title", "shop"),
                new("org.opencontainers.image.version", "1.0"),
                new("org.opencontainers.image.description", "Sells things"),
                new("org.opencontainers.image.licenses", "MIT"),
                new("org.opencontainers.image.url", "https://shop.example"),
                new("org.opencontainers.image.source", "https://git.example/shop"),
                new("org.opencontainers.image.revision", "abc"),
                new("org.opencontainers.image.base.name", "debian"),
                new("org.opencontainers.image.base.digest", "sha256:00"),
            ]);

    [Fact]
    public void WhatIsNotSaidIsNoLabel() =>
        ImageLabels.Of(new(null, null, null, null, null, null), "debian", "", "")
            .ShouldBe([new("org.opencontainers.image.base.name", "debian")]);
}
