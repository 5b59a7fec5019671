using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class OfflineKitTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void PathsAreRelativeToTheKit()
    {
        _folder.Write("kit.json", """
            { "format": 1, "uv": { "version": "0.13.8", "linux-x64": "uv/0.13.8/uv" }, "uvCache": "uv-cache",
              "pythonDownloads": "python/downloads.json", "pythonArchives": "python/archives", "images": "images", "defaultImage": "slim", "later": true }
            """
        );
        OfflineKit
            .Open(_folder.Path, "linux-x64")
            .ShouldBe(
                new OfflineKit(
                    _folder.Path,
                    _folder["uv/0.13.8/uv"],
                    "0.13.8",
                    _folder["uv-cache"],
                    _folder["python/downloads.json"],
                    _folder["python/archives"],
                    _folder["images"],
                    "slim"
                )
            );
    }

    [Fact]
    public void KitOfAnotherHostHasNoUvForThisOne()
    {
        _folder.Write("kit.json", """{ "format": 1, "uv": { "version": "0.13.8", "linux-x64": "uv" } }""");
        OfflineKit.Open(_folder.Path, "win-x64").UvPath.ShouldBeNull();
    }

    [Fact]
    public void FolderWithoutADescriptionIsRefused() => Refused();

    [Theory]
    [InlineData("""{ "format": 2 }""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{ not json")]
    [InlineData("")]
    public void DescriptionThatCannotBeUsedIsRefused(string text)
    {
        _folder.Write("kit.json", text);
        Refused();
    }

    public void Dispose() => _folder.Dispose();

    private void Refused()
    {
        var diagnostic = Failure.Of(() => OfflineKit.Open(_folder.Path, "linux-x64"));
        (diagnostic.Code, diagnostic.File).ShouldBe(("PYC1007", _folder.Path));
    }
}
