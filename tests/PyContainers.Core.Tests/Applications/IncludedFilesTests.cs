using PyContainers.Core.Applications;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class IncludedFilesTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void IncludedFileLiesInThePlaceOfTheApplications()
    {
        var (own, other) = (_folder.Write("settings.toml", "own"), _folder.Write("prod.toml", "other"));

        IncludedFiles.Over(
                [new FileEntry("app/main.py", own), new FileEntry("app/settings.toml", own)],
                [new FileEntry("app/settings.toml", other)])
            .ShouldBe([new FileEntry("app/main.py", own), new FileEntry("app/settings.toml", other)]);
    }

    [Fact]
    public void LinkIsReplacedToo()
    {
        var file = _folder.Write("prod.toml");

        IncludedFiles.Over([new LinkEntry("app/settings.toml", "dev.toml")], [new FileEntry("app/settings.toml", file)])
            .ShouldBe([new FileEntry("app/settings.toml", file)]);
    }

    [Fact]
    public void SameFileTwiceIsOne()
    {
        var (one, copy) = (_folder.Write("main.py", "1"), _folder.Write("copy.py", "1"));

        var entry = new FileEntry("app/main.py", one);
        IncludedFiles.Over([entry], [entry, entry, new FileEntry("app/main.py", copy)]).ShouldBe([entry]);
    }

    [Fact]
    public void TwoDifferentFilesAtOnePathAreAnErrorThatNamesBoth()
    {
        var (one, other) = (_folder.Write("a.toml", "1"), _folder.Write("b.toml", "2"));

        var error = Failure.Of(() =>
            IncludedFiles.Over([], [new FileEntry("app/c.toml", one), new FileEntry("app/c.toml", other)]));

        error.Code.ShouldBe("PYC2032");
        error.Message.ShouldContain(one);
        error.Message.ShouldContain(other);
    }

    public void Dispose() => _folder.Dispose();
}
