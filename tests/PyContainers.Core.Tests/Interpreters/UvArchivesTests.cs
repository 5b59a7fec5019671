using PyContainers.Core.Common;
using PyContainers.Core.Interpreters;

namespace PyContainers.Core.Tests.Interpreters;

public sealed class UvArchivesTests : IDisposable
{
    private const string Name = "cpython-3.13.15+20261103-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz";
    private readonly TestDirectory _folder = new();
    private readonly string _hash = Digests.Hex(Digests.Of("content"))[..9];

    [Theory]
    [InlineData("cpython-3.13.15+20261103-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz")]
    [InlineData("cpython-3.13.15-20261103-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz")]
    public void ArchiveIsFoundByEitherFormOfItsName(string name)
    {
        var file = _folder.Write($"{_hash}-{name}", "content");
        UvArchives.Find(_folder.Path, Name).ShouldBe(new VerifiedArchive(file, Digests.OfFile(file)));
    }

    [Fact]
    public void DamagedArchiveIsRefused()
    {
        _folder.Write($"{_hash}-{Name}", "half a conte");
        Failure.Of(() => UvArchives.Find(_folder.Path, Name)).Code.ShouldBe("PYC1012");
    }

    [Fact]
    public void ArchiveThatIsNotThereIsNull()
    {
        UvArchives.Find(_folder["nowhere"], Name).ShouldBeNull();
        _folder.Write($"{_hash}-x{Name}", "content");
        UvArchives.Find(_folder.Path, Name).ShouldBeNull();
    }

    // uv keeps what a proxy answered in an archive's place under the name of the archive.
    [Fact]
    public void OnlyWhatIsDamagedIsRemoved()
    {
        var good = _folder.Write($"{_hash}-{Name}", "content");
        var damaged = _folder.Write($"{_hash}-x{Name}", "<html>log in</html>");
        var others = _folder.Write($".tmp{Name}", "half");

        UvArchives.RemoveDamaged(_folder.Path);

        (File.Exists(good), File.Exists(damaged), File.Exists(others)).ShouldBe((true, false, true));
        UvArchives.RemoveDamaged(_folder["nowhere"]);
    }

    public void Dispose() => _folder.Dispose();
}
