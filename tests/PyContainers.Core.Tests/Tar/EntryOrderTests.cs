using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Tar;

public sealed class EntryOrderTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void TwoDifferentFilesAtOnePlaceCollide()
    {
        var diagnostic = Failure.Of(() =>
            Complete([TarText.Text("app/a", "1"), new FileEntry("app/a", _folder.Write("source", "2"))])
        );
        diagnostic.Code.ShouldBe("PYC3030");
        diagnostic.Message.ShouldContain(_folder["source"]);
    }

    [Fact]
    public void IdenticalFilesAreOne() =>
        Complete([TarText.Text("app/a", "1"), new FileEntry("app/a", _folder.Write("source", "1"))])
            .Select(entry => entry.Path)
            .ShouldBe(["app", "app/a"]);

    [Fact]
    public void LinksCollideUnlessTheyAreTheSame()
    {
        Complete([new LinkEntry("a", "b"), new LinkEntry("a", "b")]).Count.ShouldBe(1);
        Failure
            .Of(() => Complete([new LinkEntry("a", "b"), new LinkEntry("a", "c")]))
            .Code.ShouldBe("PYC3030");
        Failure
            .Of(() => Complete([new LinkEntry("a", "b"), TarText.Text("a", "b")]))
            .Code.ShouldBe("PYC3030");
    }

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("app/../../x")]
    [InlineData("/app/x")]
    [InlineData("app//x")]
    [InlineData("app/./x")]
    [InlineData("app/x/")]
    [InlineData("")]
    [InlineData("app/\0")]
    public void PathThatIsNoneIsRefusedWhateverItComesFrom(string path)
    {
        Failure.Of(() => Complete([TarText.Text(path, "1")])).Code.ShouldBe("PYC3072");
        Failure.Of(() => Complete([new DirectoryEntry(path)])).Code.ShouldBe("PYC3072");
        Failure.Of(() => Complete([new LinkEntry(path, "x")])).Code.ShouldBe("PYC3072");
    }

    [Fact]
    public void FileCannotBeAFolder() =>
        Failure
            .Of(() => Complete([TarText.Text("app", "1"), TarText.Text("app/a", "1")]))
            .Code.ShouldBe("PYC3030");

    [Fact]
    public void OwnedFolderWinsOverARootOwnedOneInEitherOrder()
    {
        var owned = new DirectoryEntry("data") { Writer = 1654 };
        Complete([owned, new DirectoryEntry("data")]).ShouldBe([owned]);
        Complete([new DirectoryEntry("data"), owned]).ShouldBe([owned]);
    }

    [Theory]
    [InlineData("app/a", "../../etc/passwd")]
    [InlineData("a", "..")]
    [InlineData("app/a", "b/../../../x")]
    public void LinkAboveTheRootIsRefused(string path, string target) =>
        Failure.Of(() => Complete([new LinkEntry(path, target)])).Code.ShouldBe("PYC3031");

    [Theory]
    [InlineData("app/a", "../etc/passwd")]
    [InlineData("app/a", "/etc/passwd")]
    [InlineData("app/b/a", "./../../x")]
    public void LinkWithinTheImageIsFine(string path, string target) =>
        Complete([new LinkEntry(path, target)])[^1].ShouldBe(new LinkEntry(path, target));

    [Fact]
    public void MissingSourceLeavesNothingBehind()
    {
        Should.Throw<FileNotFoundException>(() =>
            LayerWriter.Write(
                [TarText.Text("a", "1"), new FileEntry("b", _folder["nowhere"])],
                _folder["out"],
                LayerTime.Default,
                BaseTree.Empty,
                cancellation: TestContext.Current.CancellationToken
            )
        );
        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public void CancellationLeavesNothingBehind()
    {
        Should.Throw<OperationCanceledException>(() =>
            LayerWriter.Write(
                [TarText.Text("a", "1")],
                _folder["out"],
                LayerTime.Default,
                BaseTree.Empty,
                cancellation: new CancellationToken(canceled: true)
            )
        );
        _folder.Files().ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private static IReadOnlyList<LayerEntry> Complete(IEnumerable<LayerEntry> entries) =>
        EntryOrder.Complete(entries, BaseTree.Empty);
}
