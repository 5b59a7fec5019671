using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void WriterThatThrowsLeavesTheFileAndNothingElse()
    {
        var file = _folder.Write("a.txt", "old");
        Should.Throw<InvalidOperationException>(() => AtomicFile.Write(file, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        File.ReadAllText(file).ShouldBe("old");
        _folder.Files().ShouldBe(["a.txt"]);
    }

    [Fact]
    public void FileIsReplacedAndItsFolderMade()
    {
        var file = _folder["new/a.txt"];
        AtomicFile.Write(file, stream => stream.Write("long text"u8));
        AtomicFile.Write(file, stream => stream.Write("short"u8));
        File.ReadAllText(file).ShouldBe("short");
        _folder.Files().ShouldBe(["new/a.txt"]);
    }

    [Fact]
    public void SameTextKeepsItsTime()
    {
        var file = _folder.Write("a.txt", "text");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        AtomicFile.WriteIfDifferent(file, "text").ShouldBeFalse();
        File.GetLastWriteTimeUtc(file).ShouldBe(DateTime.UnixEpoch);
        AtomicFile.WriteIfDifferent(file, "other").ShouldBeTrue();
        File.ReadAllBytes(file).ShouldBe("other"u8.ToArray());
    }

    public void Dispose() => _folder.Dispose();
}
