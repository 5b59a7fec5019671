using PyContainers.Core.Destinations;

namespace PyContainers.Core.Tests.Destinations;

public sealed class ImageArchiveFileTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void FolderGetsAFileWithTheImagesName()
    {
        ImageArchiveFile.Of(_folder["new/"], "team/app").Path.ShouldBe(_folder["new/team/app.tar.gz"]);
        ImageArchiveFile.Of(_folder.Folder("there"), "app").Path.ShouldBe(_folder["there/app.tar.gz"]);
        ImageArchiveFile.Of(_folder["out/x.tar"], "app").Path.ShouldBe(_folder["out/x.tar"]);
    }

    [Fact]
    public void RoomIsClaimedForAMomentOnly()
    {
        ImageArchiveFile.Of(_folder["out/x.tar"], "app").CheckRoom(1_000_000);

        Directory.EnumerateFileSystemEntries(_folder["out"]).ShouldBeEmpty();
    }

    [Fact]
    public void NoRoomIsAnErrorAndTheOldArchiveStays()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("WINEPREFIX") is not null, "Wine gives room that is not there");
        var old = _folder.Write("out/x.tar", "old");

        var error = Failure.Of(() => ImageArchiveFile.Of(old, "app").CheckRoom(1L << 58));

        error.Code.ShouldBe("PYC4030");
        error.Message.ShouldContain(old);
        File.ReadAllText(old).ShouldBe("old");
        Directory.EnumerateFileSystemEntries(_folder["out"]).ShouldHaveSingleItem();
    }

    [Fact]
    public void FileInTheWayOfItsFolderIsAnError() =>
        Failure.Of(() => ImageArchiveFile.Of(_folder.Write("out") + "/x.tar", "app").CheckRoom(1))
            .Code.ShouldBe("PYC4030");

    [Fact]
    public void OnlyWhatWasWrittenSinceIsRemoved()
    {
        var path = _folder.Write("x.tar", "old");
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var archive = ImageArchiveFile.Of(path, "app");

        archive.RemoveIfBegun().ShouldBeFalse();
        File.WriteAllText(path, "half");
        archive.RemoveIfBegun().ShouldBeTrue();

        File.Exists(path).ShouldBeFalse();
        archive.RemoveIfBegun().ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();
}
