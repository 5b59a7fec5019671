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

    [Fact]
    public void WhatAKilledProcessLeftOfAFileGoesWithTheNextWrite()
    {
        var file = _folder["a.txt"];
        using var other = File.Create(AtomicFile.TemporaryBeside(file)); // another build's, at this moment
        File.WriteAllText(AtomicFile.TemporaryBeside(file), "half");
        _folder.Write(".b.txt.1.tmp", "");

        AtomicFile.Write(file, stream => stream.Write("whole"u8));

        _folder.Files().ShouldBe([".b.txt.1.tmp", "a.txt", Path.GetFileName(other.Name)], ignoreOrder: true);
    }

    [Fact]
    public void FileThatAnotherProcessTookForAKilledOnesIsWrittenAgain()
    {
        var attempts = 0;
        AtomicFile.Write(_folder["a.txt"], stream =>
        {
            stream.Write("whole"u8);
            if (attempts++ == 0)
                File.Delete(stream.Name);
        });
        File.ReadAllText(_folder["a.txt"]).ShouldBe("whole");
        _folder.Files().ShouldBe(["a.txt"]);
    }

    public void Dispose() => _folder.Dispose();
}
