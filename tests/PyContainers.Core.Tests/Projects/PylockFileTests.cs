using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

public sealed class PylockFileTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("directory = { path = \"lib\", editable = true }")]
    [InlineData("directory = { path = \"./lib/\" }")]
    [InlineData("[packages.directory]\npath = \"lib\"\neditable = true")]
    public void PackageOfAFolderIsBuiltHere(string directory)
    {
        var pylock = Read(
            "lock-version = \"1.0\"\n[[packages]]\nname = \"my-lib\"\n" + directory
                + "\n[[packages]]\nname = \"tiny\"\nversion = \"1\"\nwheels = [{ path = \"w/tiny.whl\" }]\n"
        );

        pylock.Local.ShouldHaveSingleItem().ShouldBe(new LocalPackage("my-lib", _folder["lib"], true));
        pylock.Rest.ShouldNotContain("my-lib");
        pylock.Rest.ShouldContain("lock-version = \"1.0\"");
        pylock.Rest.ShouldContain(PathOf("w/tiny.whl"));
    }

    private string PathOf(string file) => $"path = \"{_folder[file].Replace('\\', '/')}\"";

    [Fact]
    public void FileOfFoldersOnlyKeepsAnArray() =>
        Read("lock-version = \"1.0\"\n[[packages]]\nname = \"my-lib\"\ndirectory = { path = \"lib\" }\n")
            .Rest.ShouldBe("packages = []\nlock-version = \"1.0\"\n");

    [Fact]
    public void PathInLiteralQuotesIsAFullPath() =>
        Read(
            "lock-version = \"1.0\"\n[[packages]]\nname = \"my-lib\"\ndirectory = { path = 'lib' }\n"
                + "[[packages]]\nname = \"tiny\"\narchive = { path = 'w/tiny.whl' }\n"
        ).Rest.ShouldContain(PathOf("w/tiny.whl"));

    [Fact]
    public void FileWithoutFoldersStaysAsItIs()
    {
        var pylock = Read(
            "lock-version = \"1.0\"\r\n[[packages]]\r\nname = \"a\"\r\n[packages.archive]\r\npath = \"a.whl\"\r\n"
        );
        pylock.Local.ShouldBeEmpty();
        pylock.Rest.ShouldContain("name = \"a\"");
    }

    [Fact]
    public void FileThatIsNoTomlIsRefused() => Failure.Of(() => Read("[[packages]\n")).Code.ShouldBe("PYC2002");

    public void Dispose() => _folder.Dispose();

    private PylockFile Read(string text) => PylockFile.Read(_folder.Write("pylock.toml", text));
}
