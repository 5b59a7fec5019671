using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

public sealed class ProjectShapeTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("requirements.txt", ProjectKind.Requirements, "requirements.txt")]
    [InlineData("pylock.toml requirements.txt", ProjectKind.Pylock, "pylock.toml")]
    [InlineData("pyproject.toml pylock.toml requirements.txt", ProjectKind.Uv, "pyproject.toml")]
    [InlineData("pyproject.toml", ProjectKind.Uv, "pyproject.toml")]
    [InlineData("tools.toml requirements.txt", ProjectKind.Requirements, "requirements.txt")]
    [InlineData("tools.toml pylock.toml", ProjectKind.Pylock, "pylock.toml")]
    [InlineData("tools.toml", ProjectKind.Uv, "pyproject.toml")]
    [InlineData("report.py", ProjectKind.Uv, "pyproject.toml")]
    public void FolderIsWhatLiesInIt(string files, ProjectKind kind, string file)
    {
        foreach (var name in files.Split(' '))
        {
            if (name == "tools.toml")
                _folder.Write("app/pyproject.toml", "[tool.ruff]\nline-length = 100\n");
            else
                _folder.Write("app/" + name, name == "pyproject.toml" ? "[project]\nname = \"a\"\n" : "");
        }

        ProjectShape.Of(_folder["app"]).ShouldBe(new ProjectShape(kind, _folder["app"], _folder["app/" + file]));
    }

    [Theory]
    [InlineData("report.py", ProjectKind.Script)]
    [InlineData("requirements-prod.txt", ProjectKind.Requirements)]
    [InlineData("pylock.prod.toml", ProjectKind.Pylock)]
    [InlineData("pyproject.toml", ProjectKind.Uv)]
    public void NamedFileCountsWhateverElseIsThere(string name, ProjectKind kind)
    {
        _folder.Write("app/pyproject.toml", "");
        var file = _folder.Write("app/" + name, "");
        ProjectShape.Of(file).ShouldBe(new ProjectShape(kind, _folder["app"], file));
    }

    [Theory]
    [InlineData("requirements/main.txt", "")]
    [InlineData("deploy/locks/pylock.prod.toml", "")]
    [InlineData("service/requirements.txt", "service")]
    [InlineData("lists/only.in", "")]
    public void FolderOfListsIsNotTheApplication(string path, string folder)
    {
        _folder.Write("app/main.py", "");
        _folder.Write("app/app.pyproj", "");
        _folder.Write("app/service/serve.py", "");
        var file = _folder.Write("app/" + path, "");

        ProjectShape.Of(file).Folder.ShouldBe(_folder[Path.Combine("app", folder)]);
    }

    [Fact]
    public void SeveralRequirementsFilesAreOneProject()
    {
        var (one, other) = (_folder.Write("app/base.txt", ""), _folder.Write("app/prod.in", ""));

        var shape = ProjectShape.Of($"{one};{other}");
        (shape.Kind, shape.File, shape.Folder).ShouldBe((ProjectKind.Requirements, one, _folder["app"]));
        shape.Files.ShouldBe([one, other]);
        Failure.Of(() => ProjectShape.Of($"{one};{_folder["app/none.txt"]}")).Code.ShouldBe("PYC2014");
        Failure.Of(() => ProjectShape.Of($"{one};{_folder.Write("app/a.py", "")}")).Code.ShouldBe("PYC2014");
    }

    [Fact]
    public void FolderWithASemicolonIsOneFolder()
    {
        _folder.Write("a;b/requirements.txt", "");
        ProjectShape.Of(_folder["a;b"]).Kind.ShouldBe(ProjectKind.Requirements);
    }

    [Fact]
    public void FolderThatIsMissingIsLeftToTheRestore() =>
        ProjectShape.Of(_folder["nowhere"]).Kind.ShouldBe(ProjectKind.Uv);

    [Fact]
    public void FileThatIsMissingOrStrangeIsRefused()
    {
        Should
            .Throw<PyContainersException>(() => ProjectShape.Of(_folder["report.py"]))
            .Diagnostic.Code.ShouldBe("PYC2014");
        Should
            .Throw<PyContainersException>(() => ProjectShape.Of(_folder.Write("app.json", "")))
            .Diagnostic.Code.ShouldBe("PYC2014");
    }

    [Theory]
    [InlineData("flask==3.1 \\\n    --hash=sha256:00\n", true, "")]
    [InlineData(
        "# a comment\n\nflask[async]==3.1 ; python_version >= '3.9' # why\nlib @ https://example.com/lib-1.whl\n",
        false,
        ""
    )]
    [InlineData(
        "flask>=3\nclick==8.*\nrich\nx ; python_version == '3.9'\n--index-url https://example.com/simple\n",
        false,
        "flask>=3|click==8.*|rich|x ; python_version == '3.9'"
    )]
    public void PinsAndHashesAreFound(string text, bool hashed, string unpinned)
    {
        var file = RequirementsFile.Read(_folder.Write("requirements.txt", text));
        file.Hashed.ShouldBe(hashed);
        string.Join('|', file.Unpinned).ShouldBe(unpinned);
    }

    [Fact]
    public void IncludedFilesCountAndConstraintsInstallNothing()
    {
        var root = _folder.Write("requirements.txt", "-r sub/base.txt\n--constraint=limits.txt\n-r missing.txt\n");
        var included = _folder.Write("sub/base.txt", "-r ../requirements.txt\nrich\n");
        var limits = _folder.Write("limits.txt", "click<9\n");
        var file = RequirementsFile.Read(root);
        file.Files.ShouldBe([root, included, limits]);
        file.Unpinned.ShouldBe(["rich"]);
    }

    public void Dispose() => _folder.Dispose();
}
