using PyContainers.Core.Layers;

namespace PyContainers.Core.Tests.Layers;

public sealed class BytecodeGroupTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void BytecodeLiesBesideItsSource() =>
        BytecodeGroup.Of("k", [new FileEntry("app/shop/a.b.py", "/src/a.b.py")], "3.13").In(_folder.Path).Sources.ShouldHaveSingleItem()
            .ShouldBe(new BytecodeSource("/src/a.b.py", Path.Combine(_folder.Path, "app/shop/__pycache__/a.b.cpython-313.pyc"), "/app/shop/a.b.py"));

    [Fact]
    public void OnlyPythonFilesAreCompiled() =>
        BytecodeGroup.Of("k", [new FileEntry("app/a.txt", "/a"), new FileEntry("app/a.pyi", "/a"), new LinkEntry("app/b.py", "a.py"), Tar.Text("app/c.py", "x")], "3.13").Sources.ShouldBeEmpty();

    [Fact]
    public void SourceThatDidNotCompileHasNoEntry()
    {
        var group = BytecodeGroup.Of("k", [new FileEntry("app/good.py", "/good.py"), new FileEntry("app/bad.py", "/bad.py")], "3.13").In(_folder.Path);
        var target = _folder.Write("app/__pycache__/good.cpython-313.pyc", "pyc");
        group.Compiled(_folder.Path).ShouldBe([new FileEntry("app/__pycache__/good.cpython-313.pyc", target, Executable: false)]);
    }

    public void Dispose() => _folder.Dispose();
}
