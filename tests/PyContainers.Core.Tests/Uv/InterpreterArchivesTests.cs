using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class InterpreterArchivesTests : IDisposable
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
        InterpreterArchives.Find(_folder.Path, Name).ShouldBe(new VerifiedArchive(file, Digests.OfFile(file)));
    }

    [Fact]
    public void DamagedArchiveIsRefused()
    {
        _folder.Write($"{_hash}-{Name}", "half a conte");
        Failure.Of(() => InterpreterArchives.Find(_folder.Path, Name)).Code.ShouldBe("PYC1012");
    }

    [Fact]
    public void ArchiveThatIsNotThereIsNull()
    {
        InterpreterArchives.Find(_folder["nowhere"], Name).ShouldBeNull();
        _folder.Write($"{_hash}-x{Name}", "content");
        InterpreterArchives.Find(_folder.Path, Name).ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();
}
