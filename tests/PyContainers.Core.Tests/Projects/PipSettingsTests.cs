using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

public sealed class PipSettingsTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("pyproject.toml", "[tool.uv.pip]\ntarget = \"lib\"\n", 2)]
    [InlineData("pyproject.toml", "[tool.uv]\npip = { prefix = \"x\" }\n", 2)]
    [InlineData("uv.toml", "[pip]\nsystem = true\nno-deps = true\n", 3)]
    public void SettingThatSendsDistributionsElsewhereIsRefused(string file, string text, int line)
    {
        var path = _folder.Write("app/" + file, text);
        var diagnostic = Failure.Of(() => PipSettings.Refuse(_folder["app"], Variable));
        (diagnostic.Code, diagnostic.File, diagnostic.Line).ShouldBe(("PYC2046", path, line));
    }

    [Theory]
    [InlineData("pyproject.toml", "[tool.uv.pip]\nsystem = true\npython-version = \"3.9\"\n")]
    [InlineData("pyproject.toml", "[tool.ruff]\ntarget = 1\n")]
    [InlineData("uv.toml", "index-url = \"https://example.com\"\n")]
    public void OthersAreFine(string file, string text)
    {
        _folder.Write("app/" + file, text);
        PipSettings.Refuse(_folder["app"], Variable);
    }

    [Fact]
    public void FileNextToAnotherHidesIt()
    {
        _folder.Write("app/uv.toml", "[pip]\nsystem = true\n");
        _folder.Write("app/pyproject.toml", "[tool.uv.pip]\ntarget = \"lib\"\n");
        PipSettings.Refuse(_folder["app"], Variable);
    }

    [Fact]
    public void UsersFileCountsToo()
    {
        _folder.Write("app/pyproject.toml", "[tool.uv]\npackage = false\n");
        var path = _folder.Write("config/uv/uv.toml", "[pip]\nno-deps = true\n");
        var diagnostic = Failure.Of(() => PipSettings.Refuse(_folder["app"], Variable));
        (diagnostic.Code, diagnostic.File, diagnostic.Line).ShouldBe(("PYC2046", path, 2));
    }

    private string? Variable(string name) => name is "XDG_CONFIG_HOME" or "APPDATA" ? _folder["config"] : null;

    public void Dispose() => _folder.Dispose();
}
