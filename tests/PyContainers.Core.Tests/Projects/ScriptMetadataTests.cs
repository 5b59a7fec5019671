using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

public sealed class ScriptMetadataTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData(
        "#!/bin/python\n# /// script\n# requires-python = \">=3.12\"\n# dependencies = [\n#   'a',\n# ]\n# ///\n",
        ">=3.12")]
    [InlineData("\uFEFF# /// script\r\n# requires-python = '3.13'\r\n#\r\n# ///\r\n", "3.13")]
    [InlineData("# /// script\n# dependencies = []\n# ///", null)]
    [InlineData("# /// script\n# x = '''\n# ///\n# '''\n# requires-python = '>=3'\n# ///\n", ">=3")]
    [InlineData("# /// pyproject\n# ///\n\n# /// script\n# requires-python = '>=3'\n# ///\n# a comment\n", ">=3")]
    public void RequiresPythonIsRead(string text, string? expected) => Read(text).RequiresPython.ShouldBe(expected);

    [Theory]
    [InlineData("print('hello')\n", 0, 0, "there is no line '# /// script'")]
    [InlineData("import a\n# /// script\n# dependencies = []\nimport b\n", 2, 1, "not closed")]
    [InlineData("# /// script\n# dependencies = []\n#///\n", 1, 1, "not closed")]
    [InlineData("# /// script\n# ///\n\n# /// script\n# ///\n", 4, 1, "second block")]
    [InlineData("# /// script\n# dependencies = []\n# /// script\n# ///\n", 1, 1, "not closed")]
    [InlineData("import a\n# /// script\n# dependencies = []\n# x = = 1\n# ///\n", 4, 7, "unexpected token `=`")]
    [InlineData("# /// script\n# requires-python = 3.12\n# ///\n", 2, 21, "'requires-python' must be a string")]
    public void AnythingElseIsAnErrorAtItsPlace(string text, int line, int column, string why)
    {
        var error = Failure.Of(() => Read(text));
        (error.Code, error.File, error.Line, error.Column).ShouldBe(("PYC2018", _folder["report.py"], line, column));
        error.Message.ShouldContain(why);
    }

    public void Dispose() => _folder.Dispose();

    private ScriptMetadata Read(string text) => ScriptMetadata.Read(_folder.Write("report.py", text));
}
