using PyContainers.Core.Diagnostics;
using PyContainers.Core.Stages;
using PyContainers.Core.Tests.Bases;

namespace PyContainers.Core.Tests.Stages;

public sealed class ResolveBaseImageStageTests : IDisposable
{
    private readonly TestDirectory _root = new();

    [Theory]
    [InlineData(
        "",
        false,
        "",
        "mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled",
        "",
        "mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled"
    )]
    [InlineData(
        "",
        false,
        "jammy-chiseled",
        "mcr.microsoft.com/dotnet/runtime-deps:10.0-jammy-chiseled",
        "",
        "mcr.microsoft.com/dotnet/runtime-deps:10.0-jammy-chiseled"
    )]
    // What the user says stands above what a kit says.
    [InlineData(
        "",
        true,
        "jammy-chiseled",
        "mcr.microsoft.com/dotnet/runtime-deps:10.0-jammy-chiseled",
        "",
        "mcr.microsoft.com/dotnet/runtime-deps:10.0-jammy-chiseled"
    )]
    [InlineData("debian:12", false, "", "debian:12", "", "debian:12")]
    [InlineData("debian:12", true, "", "debian:12", "", "debian:12")]
    [InlineData("", true, "", "localhost/debian-12-slim:oci-layout", "kit/images/debian_12 Slim", "debian_12 Slim")]
    [InlineData(
        "debian_12 Slim",
        true,
        "",
        "localhost/debian-12-slim:oci-layout",
        "kit/images/debian_12 Slim",
        "debian_12 Slim"
    )]
    [InlineData("ghcr.io/me/debian_12 Slim", true, "", "ghcr.io/me/debian_12 Slim", "", "ghcr.io/me/debian_12 Slim")]
    [InlineData("oci:images/Mine", false, "", "localhost/mine:oci-layout", "project/images/Mine", "Mine")]
    [InlineData("oci:../other/", true, "", "localhost/other:oci-layout", "other", "other")]
    [InlineData("oci:日本", false, "", "localhost/base:oci-layout", "project/日本", "日本")]
    public void BaseAndItsNames(
        string given,
        bool withKit,
        string family,
        string image,
        string layout,
        string displayName
    )
    {
        var kit = "";
        if (withKit)
        {
            kit = Path.Combine(_root.Path, "kit");
            _root.Write("kit/kit.json", """{"format":1,"images":"images","defaultImage":"debian_12 Slim"}""");
            _root.Write("kit/images/debian_12 Slim/oci-layout", "");
        }

        var options = new ResolveBaseImageOptions(given, family, kit, _root["project"], "10.0", _root["cache"]);

        var resolved = Resolve(options);

        resolved.Image.ShouldBe(image);
        Path.TrimEndingDirectorySeparator(resolved.LayoutFolder)
            .ShouldBe(layout.Length == 0 ? "" : _root[layout]);
        resolved.DisplayName.ShouldBe(displayName);
    }

    [Fact]
    public void FolderThatIsNoKitIsAnError()
    {
        var options = new ResolveBaseImageOptions("", "", _root.Path, _root["project"], "10.0", _root["cache"]);

        Failure.Of(() => Resolve(options))
            .Code.ShouldBe("PYC1007");
    }

    [Theory]
    [InlineData("scratch", "C library")]
    [InlineData("scratch:latest", "C library")]
    [InlineData("docker-daemon:team/base:1", "'docker save team/base:1 -o base.tar'")]
    [InlineData("containers-storage:base", "'docker save base -o base.tar'")]
    public void WhatIsNoBaseIsRefusedByName(string image, string cure)
    {
        var options = new ResolveBaseImageOptions(image, "", "", _root["project"], "10.0", _root["cache"]);

        var error = Failure.Of(() => Resolve(options));

        error.Code.ShouldBe("PYC3021");
        error.Message.ShouldContain(cure);
    }

    [Fact]
    public void ArchiveHasItsFilesNameWithoutTheEnding()
    {
        SavedImages.Write(_root["project/bases/Our-Base.tar.gz"], compressed: true);
        var options = new ResolveBaseImageOptions(
            "docker-archive:bases/Our-Base.tar.gz", "", "", _root["project"], "10.0", _root["cache"]);

        var (image, layout, name) = Resolve(options);

        (image, name).ShouldBe(("localhost/our-base:oci-layout", "Our-Base"));
        layout.ShouldStartWith(_root["cache"]);
    }

    [Fact]
    public void KitHasTheImageOfARegistryUnderItsReference()
    {
        const string image = "registry.example.com/base:1.0";
        _root.Write("kit/kit.json", """{"format":1,"images":"images"}""");
        _root.Write("kit/images/registry.example.com+base+1.0/oci-layout", "");
        var options = new ResolveBaseImageOptions(image, "", _root["kit"], _root["project"], "10.0", _root["cache"]);

        var resolved = Resolve(options);
        resolved.LayoutFolder.ShouldBe(_root["kit/images/registry.example.com+base+1.0"]);
        (resolved.Image, resolved.DisplayName).ShouldBe(("localhost/registry-example-com-base-1-0:oci-layout", image));
        Resolve(options with { BaseImage = image + "1" }).LayoutFolder.ShouldBeEmpty();
    }

    public void Dispose() => _root.Dispose();

    private static ResolvedBaseImage Resolve(ResolveBaseImageOptions options) =>
        new ResolveBaseImageStage(options, NullLog.Instance).Run(TestContext.Current.CancellationToken);
}
