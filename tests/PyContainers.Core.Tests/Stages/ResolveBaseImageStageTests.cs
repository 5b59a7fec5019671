using PyContainers.Core.Stages;

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

        var options = new ResolveBaseImageOptions(given, family, kit, _root["project"], "10.0");

        var resolved = new ResolveBaseImageStage(options).Run();

        resolved.Image.ShouldBe(image);
        Path.TrimEndingDirectorySeparator(resolved.LayoutFolder)
            .ShouldBe(layout.Length == 0 ? "" : Path.Combine(_root.Path, layout));
        resolved.DisplayName.ShouldBe(displayName);
    }

    [Fact]
    public void FolderThatIsNoKitIsAnError()
    {
        var options = new ResolveBaseImageOptions("", "", _root.Path, _root["project"], "10.0");

        Failure.Of(() => new ResolveBaseImageStage(options).Run()).Code.ShouldBe("PYC1007");
    }

    public void Dispose() => _root.Dispose();
}
