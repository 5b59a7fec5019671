using PyContainers.Core.Diagnostics;
using PyContainers.Core.Kits;

namespace PyContainers.Core.Tests.Kits;

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
        Open("linux-x64").ShouldBe(
            new OfflineKit(
                _folder.Path, _folder["uv/0.13.8/uv"], "0.13.8", _folder["uv-cache"],
                _folder["python/downloads.json"], _folder["python/archives"], _folder["images"], "slim"));
    }

    [Fact]
    public void KitOfAnotherHostHasNoUvForThisOne()
    {
        _folder.Write("kit.json", """{ "format": 1, "uv": { "version": "0.13.8", "linux-x64": "uv" } }""");
        Open("win-x64").UvPath.ShouldBeNull();
    }

    [Fact]
    public void FolderWithoutADescriptionIsRefused() => Refused();

    [Fact]
    public void PartThatLeadsOutOfTheKitIsRefused()
    {
        var hash = new string('0', 64);
        _folder.Write(
            "kit.json", $$$"""{ "format": 2, "uvCache": "../a", "parts": { "../a": { "sha256": "{{{hash}}}" } } }""");
        Refused();
    }

    [Theory]
    [InlineData("""{ "format": 3 }""")]
    [InlineData("""{ "format": 2, "uvCache": "wheels.tar.gz" }""")]
    [InlineData("""{ "format": 2, "uvCache": "a", "parts": { "a": { "size": 1, "sha256": "../../x" } } }""")]
    [InlineData("""{ "format": 2, "uvCache": "a", "parts": { "a": null } }""")]
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

    private OfflineKit Open(string host) =>
        OfflineKit.Open(
            _folder.Path, host, _folder["cache"], NullLog.Instance, TestContext.Current.CancellationToken);

    private void Refused()
    {
        var diagnostic = Failure.Of(() => Open("linux-x64"));
        (diagnostic.Code, diagnostic.File).ShouldBe(("PYC1007", _folder.Path));
    }
}
