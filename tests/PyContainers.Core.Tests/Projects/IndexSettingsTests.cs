using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Projects;

public sealed class IndexSettingsTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public IndexSettingsTests()
    {
        _folder.Write("project/pyproject.toml", "[project]\nname = \"a\"\nversion = \"1\"\n");
        // Not the user's own.
        (_variables["XDG_CONFIG_HOME"], _variables["APPDATA"]) = (_folder["config"], _folder["config"]);
        (_variables["XDG_CONFIG_DIRS"], _variables["PROGRAMDATA"]) = (_folder["everyone"], _folder["everyone"]);
    }

    [Fact]
    public void NobodyNamesOne() => Found().ShouldBeEmpty();

    [Theory]
    [InlineData("UV_DEFAULT_INDEX")]
    [InlineData("UV_INDEX_URL")]
    public void VariableNamesTheDefault(string name)
    {
        Write("pyproject.toml", "[[tool.uv.index]]\nurl = \"https://file.test/simple\"\ndefault = true\n");
        _variables[name] = "https://me:secret@variable.test/simple";
        Found()[0].Url.ShouldBe("https://me:secret@variable.test/simple");
    }

    [Fact]
    public void DefaultComesFirstAndExplicitOnesNotAtAll()
    {
        Write("pyproject.toml",
            "[[tool.uv.index]]\nname = \"own\"\nurl = \"https://own.test/simple\"\n"
            + "[[tool.uv.index]]\nurl = \"https://gpu.test/simple\"\nexplicit = true\n"
            + "[[tool.uv.index]]\nname = \"all\"\nurl = \"https://all.test/simple\"\ndefault = true\n");
        _variables["UV_INDEX"] = "extra=https://extra.test/simple https://more.test/simple";
        Found().ShouldBe([
            new UvIndex("https://all.test/simple", "all"), new UvIndex("https://extra.test/simple", "extra"),
            new UvIndex("https://more.test/simple"), new UvIndex("https://own.test/simple", "own"),
        ]);
    }

    [Theory]
    [InlineData("project/uv.toml", "index-url = \"https://a.test/simple\"\n")]
    [InlineData("uv.toml", "[[index]]\nurl = \"https://a.test/simple\"\ndefault = true\n")]
    [InlineData("config/uv/uv.toml", "[[index]]\nurl = \"https://a.test/simple\"\ndefault = true\n")]
    [InlineData("everyone/uv/uv.toml", "index = [{ url = \"https://a.test/simple\", default = true }]\n")]
    public void FileNamesTheDefault(string path, string text)
    {
        _folder.Write(path, text);
        Found().ShouldBe([new UvIndex("https://a.test/simple")]);
    }

    [Fact]
    public void NamedFileIsTheOnlyOne()
    {
        _folder.Write("project/uv.toml", "index-url = \"https://a.test/simple\"\n");
        _variables["UV_CONFIG_FILE"] = _folder.Write("b.toml", "index-url = \"https://b.test/simple\"\n");
        Found().ShouldBe([new UvIndex("https://b.test/simple")]);
    }

    [Fact]
    public void FolderStartsAtTheFileThatNamesIt()
    {
        _folder.Write("uv.toml", "[[index]]\nurl = \"wheels\"\nformat = \"flat\"\n");
        Found().ShouldBe([new UvIndex(new Uri(_folder["wheels"]).AbsoluteUri, IsFlat: true)]);
    }

    [Fact]
    public void LockfileNamesTheDefaultThatNobodyElseNames()
    {
        Write("pyproject.toml", "[[tool.uv.index]]\nname = \"own\"\nurl = \"https://own.test/simple\"\n");
        Write("uv.lock", string.Concat(
            Enumerable.Repeat("source = { registry = \"https://own.test/simple\" }\n", 3))
            + "source = { registry = \"https://locked.test/simple\" }\n");
        Found().ShouldBe([
            new UvIndex("https://locked.test/simple"), new UvIndex("https://own.test/simple", "own")]);
    }

    [Fact]
    public void RequirementsFileNamesTheDefault()
    {
        var file = _folder.Write("flat/requirements.txt", "--index-url https://a.test/simple\nflask\n");
        IndexSettings.Of(file, _variables.GetValueOrDefault).ShouldBe([new UvIndex("https://a.test/simple")]);
    }

    [Fact]
    public void PylockNamesTheDefault()
    {
        var file = _folder.Write("lock/pylock.toml", "[[packages]]\nname = \"a\"\nindex = \"https://a.test/simple\"\n");
        IndexSettings.Of(file, _variables.GetValueOrDefault).ShouldBe([new UvIndex("https://a.test/simple")]);
    }

    [Fact]
    public void FileThatCannotBeReadIsNotOurFailure()
    {
        Write("uv.toml", "index = 1 = 2\n");
        Found().ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string path, string text) => _folder.Write("project/" + path, text);

    private IReadOnlyList<UvIndex> Found() =>
        IndexSettings.Of(_folder["project"], _variables.GetValueOrDefault);
}
