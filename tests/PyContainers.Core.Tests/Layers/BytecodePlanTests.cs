using PyContainers.Core.Layers;

namespace PyContainers.Core.Tests.Layers;

public sealed class BytecodePlanTests : IDisposable
{
    private const string Site = "app/.venv/lib/python3.13/site-packages/";
    private readonly TestDirectory _folder = new();

    [Fact]
    public void BytecodeLiesBesideItsSource()
    {
        var source = BytecodePlan.Of([new FileEntry("app/shop/a.b.py", "/src/a.b.py")], _folder.Path, "3.13").Groups.ShouldHaveSingleItem().ShouldHaveSingleItem();
        source.ShouldBe(new BytecodeSource("/src/a.b.py", Path.Combine(_folder.Path, "app/shop/__pycache__/a.b.cpython-313.pyc"), "/app/shop/a.b.py"));
    }

    [Fact]
    public void OnlyPythonFilesAreCompiled() =>
        BytecodePlan.Of([new FileEntry("app/a.txt", "/a"), new FileEntry("app/a.pyi", "/a"), new LinkEntry("app/b.py", "a.py"), Tar.Text("app/c.py", "x")], _folder.Path, "3.13").Groups.ShouldBeEmpty();

    [Fact]
    public void EveryTopNameOfSitePackagesIsAGroupOfItsOwn()
    {
        string[] paths = [Site + "b/x.py", Site + "a/sub/y.py", "app/main.py", Site + "a/x.py", Site + "six.py", "app/lib/z.py"];
        BytecodePlan.Of(paths.Select(path => new FileEntry(path, "/" + path)), _folder.Path, "3.13").Groups
            .Select(group => string.Join(' ', group.Select(source => source.ImagePath.Replace("/" + Site, "", StringComparison.Ordinal))))
            .ShouldBe(["/app/main.py /app/lib/z.py", "a/sub/y.py a/x.py", "b/x.py", "six.py"]);
    }

    [Fact]
    public void SourceThatDidNotCompileHasNoEntry()
    {
        var plan = BytecodePlan.Of([new FileEntry("app/good.py", "/good.py"), new FileEntry("app/bad.py", "/bad.py")], _folder.Path, "3.13");
        var target = _folder.Write("app/__pycache__/good.cpython-313.pyc", "pyc");
        plan.Compiled().ShouldBe([new FileEntry("app/__pycache__/good.cpython-313.pyc", Path.Combine(_folder.Path, "app/__pycache__/good.cpython-313.pyc"), Executable: false)]);
        File.Exists(target).ShouldBeTrue();
    }

    public void Dispose() => _folder.Dispose();
}
