using PyContainers.Core.Interpreters;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

public sealed class PythonVersionFileTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void PropertyComesFirst()
    {
        _folder.Write("root/app/.python-version", "3.12");
        Request("3.14").ShouldBe(new PythonRequest("3.14", "PyContainerPythonVersion", null));
    }

    [Fact]
    public void FileOfTheProjectComesNext()
    {
        _folder.Write("root/.python-version", "3.11");
        var file = _folder.Write("root/app/.python-version", "\n# the one we test\r\n  3.12.4 \r\n3.13\n");
        Request("").ShouldBe(new PythonRequest("3.12.4", ".python-version", file));
    }

    [Fact]
    public void FileOfTheWorkspaceIsFoundFromAMember()
    {
        var file = _folder.Write("root/.python-version", "3.11");
        Request("").ShouldBe(new PythonRequest("3.11", ".python-version", file));
    }

    [Fact]
    public void FileAboveTheWorkspaceDoesNotCount()
    {
        _folder.Write(".python-version", "3.11");
        Request("").ShouldBe(new PythonRequest(">=3.13", "requires-python", _folder["root/pyproject.toml"]));
    }

    [Fact]
    public void WorkspaceEndsWhereverItsFolderIsWrittenDifferently()
    {
        _folder.Write(".python-version", "3.11");
        var root = _folder["root"] + Path.DirectorySeparatorChar;
        PythonVersionFile.Find(_folder.Folder("root/app"), root).ShouldBeNull();
    }

    [Fact]
    public void FileWithoutAVersionDoesNotCount()
    {
        _folder.Write("root/app/.python-version", "# none yet\n");
        Request("").AskedBy.ShouldBe("requires-python");
    }

    public void Dispose() => _folder.Dispose();

    private PythonRequest Request(string asked) =>
        PythonVersionFile.Request(
            asked,
            new ProjectInfo(
                "app",
                "1.0",
                _folder.Folder("root/app"),
                _folder["root"],
                ">=3.13",
                IsPackage: true,
                [],
                []
            )
        );
}
