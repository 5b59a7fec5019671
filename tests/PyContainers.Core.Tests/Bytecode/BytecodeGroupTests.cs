using PyContainers.Core.Bytecode;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Tar;

namespace PyContainers.Core.Tests.Bytecode;

public sealed class BytecodeGroupTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void BytecodeLiesBesideItsSource() =>
        BytecodeGroup.Of("k", [new FileEntry("app/shop/a.b.py", "/src/a.b.py")], "3.13").Sources.ShouldHaveSingleItem()
            .ShouldBe(new BytecodeSource("/src/a.b.py", "app/shop/a.b.py", "app/shop/__pycache__/a.b.cpython-313.pyc"));

    [Fact]
    public void OnlyPythonFilesAreCompiled() =>
        BytecodeGroup
            .Of(
                "k",
                [
                    new FileEntry("app/a.txt", "/a"),
                    new FileEntry("app/a.pyi", "/a"),
                    new LinkEntry("app/b.py", "a.py"),
                    TarText.Text("app/c.py", "x"),
                ],
                "3.13"
            )
            .Sources.ShouldBeEmpty();

    [Fact]
    public void PacksAreInOrdinalOrderWhateverTheDisksIs()
    {
        var sources = Enumerable
            .Range(0, 301)
            .Select(number => new FileEntry($"app/m{number:000}.py", $"/m{number:000}.py"))
            .ToList();

        var packs = BytecodeGroup.Of("k", Enumerable.Reverse(sources), "3.13").Packs(_folder.Path).ToList();

        packs
            .Select(pack => (Path.GetRelativePath(_folder.Path, pack.File), pack.Sources.Count))
            .ShouldBe([("0.pack", 150), ("1.pack", 150), ("2.pack", 1)]);
        packs
            .SelectMany(pack => pack.Sources)
            .Select(source => source.Path)
            .ShouldBe(sources.Select(entry => entry.Path));
    }

    [Fact]
    public void SourceThatDidNotCompileHasNoEntry()
    {
        var pack = BytecodeGroup
            .Of("k", [new FileEntry("app/bad.py", "/bad.py"), new FileEntry("app/good.py", "/good.py")], "3.13")
            .Packs(_folder.Path)
            .ShouldHaveSingleItem();
        _folder.Write("0.pack", "\0\0\0\0\x03\0\0\0pyc");

        var entry = pack.Entries().ShouldHaveSingleItem();

        (entry.Path, entry.Length).ShouldBe(("app/__pycache__/good.cpython-313.pyc", 3));
        entry.Read().ShouldBe("pyc"u8.ToArray());
    }

    [Fact]
    public void PackThatEndsEarlyIsAnError()
    {
        var pack = BytecodeGroup
            .Of("k", [new FileEntry("app/a.py", "/a.py"), new FileEntry("app/b.py", "/b.py")], "3.13")
            .Packs(_folder.Path)
            .ShouldHaveSingleItem();
        _folder.Write("0.pack", "\x03\0\0\0pyc");

        Should.Throw<IOException>(() => pack.Entries());
    }

    public void Dispose() => _folder.Dispose();
}
