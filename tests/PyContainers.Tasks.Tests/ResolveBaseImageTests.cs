namespace PyContainers.Tasks.Tests;

public sealed class ResolveBaseImageTests : IDisposable
{
    private readonly TaskStage _stage = new();

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
            kit = Path.Combine(_stage.Root, "kit");
            _stage.Write("kit/kit.json", """{"format":1,"images":"images","defaultImage":"debian_12 Slim"}""");
            _stage.Write("kit/images/debian_12 Slim/oci-layout", "");
        }

        var task = _stage.Done(
            new ResolveBaseImage
            {
                BaseImage = given,
                Family = family,
                OfflineKit = kit,
                ProjectFolder = _stage.ProjectFolder,
                DotnetVersion = "10.0",
            }
        );

        task.BaseImage.ShouldBe(image);
        Path.TrimEndingDirectorySeparator(task.LayoutFolder)
            .ShouldBe(layout.Length == 0 ? "" : Path.Combine(_stage.Root, layout));
        task.DisplayName.ShouldBe(displayName);
    }

    [Fact]
    public void FolderThatIsNoKitIsAnError() =>
        _stage
            .Failed(
                new ResolveBaseImage
                {
                    OfflineKit = _stage.Root,
                    ProjectFolder = _stage.ProjectFolder,
                    DotnetVersion = "10.0",
                }
            )
            .Code.ShouldBe("PYC1007");

    public void Dispose() => _stage.Dispose();
}
