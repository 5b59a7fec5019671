namespace PyContainers.Tasks.Tests;

public sealed class ResolveBaseImageTests : IDisposable
{
    private readonly TaskStage _stage = new();

    [Theory]
    [InlineData(
        "",
        "jammy-chiseled",
        "mcr.microsoft.com/dotnet/runtime-deps:10.0-jammy-chiseled",
        "",
        "mcr.microsoft.com/dotnet/runtime-deps:10.0-jammy-chiseled")]
    [InlineData("debian:12", "", "debian:12", "", "debian:12")]
    [InlineData("oci:images/Mine", "", "localhost/mine:oci-layout", "project/images/Mine", "Mine")]
    public void BaseAndItsNames(string given, string family, string image, string layout, string displayName)
    {
        var task = _stage.Done(new ResolveBaseImage
        {
            BaseImage = given,
            Family = family,
            ProjectFolder = _stage.ProjectFolder,
            DotnetVersion = "10.0",
        });

        task.BaseImage.ShouldBe(image);
        task.LayoutFolder.ShouldBe(layout.Length == 0 ? "" : Path.GetFullPath(layout, _stage.Root));
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
