using System.Text;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

public sealed class PyprojectTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void EveryFactIsRead()
    {
        var project = Read("""
            [project]
            name = "Shop_API"
            dynamic = ["version"]
            description = "Sells things"
            license = "MIT OR Apache-2.0"
            license-files = ["LICENSE"]
            requires-python = ">=3.12"
            dependencies = ["flask>=3", "click"]
            [project.urls]
            "Home-Page" = "https://shop.example"
            "Source Code" = "https://git.example/shop"
            [project.scripts]
            shop = "shop:main"
            [project.optional-dependencies]
            Web_UI = ["jinja2"]
            [dependency-groups]
            test = ["pytest"]
            dev = [{ include-group = "test" }, "ruff"]
            [build-system]
            requires = ["hatchling"]
            [tool.unknown]
            x = 1
            """);

        (project.IsProject, project.Name, project.Description, project.License, project.RequiresPython)
            .ShouldBe((true, "Shop_API", "Sells things", "MIT OR Apache-2.0", ">=3.12"));
        project.Urls.OrderBy(url => url.Key).ShouldBe(
            [new("homepage", "https://shop.example"), new("sourcecode", "https://git.example/shop")]);
        project.Extras.ShouldBe(["web-ui"]);
        project.Groups.ShouldBe(["test", "dev"]);
        project.Scripts.ShouldBe(["shop"]);
        project.Workspace.ShouldBeNull();
    }

    [Theory]
    [InlineData("project.name = \"demo\"\nproject.scripts.demo = \"demo:main\"\n")]
    [InlineData("project = { name = 'demo', scripts = { demo = \"demo:main\" } }")]
    [InlineData("[project]\r\nname = \"\"\"\r\ndemo\"\"\" # the name\r\nscripts = { 'demo' = \"demo:main\",\r\n}\r\n")]
    [InlineData("[project.scripts]\ndemo = \"demo:main\"\n[other]\n[project]\nname = \"\\u0064emo\"\n")]
    [InlineData(
        "[project]\nname = 'demo'\nscripts.\"demo\" = 'demo:main'\nbuilt = 1979-05-27T07:32:00Z\nat = 07:32:00\n")]
    public void EveryWayToWriteItIsTheSame(string text)
    {
        foreach (var encoding in new[] { new UTF8Encoding(false), new UTF8Encoding(true) })
        {
            File.WriteAllText(_folder["pyproject.toml"], text, encoding);
            var project = Pyproject.Read(_folder["pyproject.toml"]);
            (project.Name, project.Scripts.ShouldHaveSingleItem()).ShouldBe(("demo", "demo"));
        }
    }

    [Fact]
    public void TablesOfAnArrayDoNotMix() => Read("""
        [[tool.uv.index]]
        name = "a"
        [tool.uv.index.more]
        x = 1
        [[tool.uv.index]]
        name = "é"
        [tool.uv.workspace]
        members = ["libs/*"]
        [project]
        name = "r"
        """).Workspace!.Members.ShouldBe(["libs/*"]);

    [Theory]
    [InlineData("[project]\nname = \"demo\nversion = \"1\"\n", 2, 13, "invalid newline in a string.")]
    [InlineData("[project]\r\nx = = 3\r\n", 2, 5, "unexpected token `=` for a value.")]
    [InlineData("# é\n[project\n", 2, 9, "unexpected token found the end of the line while expecting `]`.")]
    [InlineData("[project]\nname = 'a'\nname = 'b'\n", 3, 1, "the key `project.name` is already defined in line 2.")]
    [InlineData("[project]\nname = 'a'\n[project]\n", 3, 1, "the key `project` is already defined in line 1.")]
    [InlineData("x = 1979-13-40\n", 1, 5, "unable to parse the date time/offset `1979-13-40`.")]
    [InlineData("y = 1\nx = [\n", 3, 1, "unexpected token the end of the file for a value.")]
    [InlineData("= 1\n", 1, 1, "unexpected token [=] found.")]
    public void WhatIsNoTomlIsAnErrorAtItsPlace(string text, int line, int column, string why) =>
        Invalid(text).ShouldBe((line, column, why));

    [Theory]
    [InlineData("scripts = 3", 2, 11, "'project.scripts' must be a table, not a number or a time.")]
    [InlineData("scripts.a = true", 2, 13, "'project.scripts.a' must be a string, not a Boolean.")]
    [InlineData("name = ['a']", 2, 8, "'project.name' must be a string, not an array.")]
    [InlineData(
        "dynamic = ['a',\n 1979-05-27]",
        3, 2, "'project.dynamic' must be an array of strings, not a number or a time.")]
    [InlineData("license = []", 2, 11, "'project.license' must be a string or a table, not an array.")]
    [InlineData(
        "optional-dependencies = { web = 'x' }",
        2, 33, "'project.optional-dependencies.web' must be an array, not a string.")]
    [InlineData("x = 1\n[project.description]\na = 1", 3, 10, "'project.description' must be a string, not a table.")]
    [InlineData(
        "x = 1\n[[dependency-groups]]",
        3, 3, "'dependency-groups' must be a table, not an array of other values.")]
    public void ValueOfAnotherTypeIsAnErrorAtItsPlace(string text, int line, int column, string why) =>
        Invalid("[project]\n" + text).ShouldBe((line, column, why));

    [Theory]
    [InlineData("license = {text = 'BSD-3-Clause'}", "BSD-3-Clause")]
    [InlineData("license = {file = 'LICENSE'}", null)]
    [InlineData("license = {text = '''MIT License\n\nCopyright'''}", null)]
    [InlineData("license = ' '", null)]
    [InlineData("", null)]
    public void LicenceIsWhatTheFileSays(string text, string? license) =>
        Read("[project]\n" + text).License.ShouldBe(license);

    [Theory]
    [InlineData("web", "", null)]
    [InlineData("Web.UI", "TEST", null)]
    [InlineData("web;nope", "", "PYC2008 The extra 'nope' is not defined; the project has 'web', 'web-ui'.")]
    [InlineData("", "nope", "PYC2009 The dependency group 'nope' is not defined; the project has 'test'.")]
    public void ExtrasAndGroupsHaveToBeThere(string extras, string groups, string? error)
    {
        var project = Read(
            "[project]\noptional-dependencies = { web = [], web_ui = [] }\n[dependency-groups]\ntest = []\n");
        string[] List(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (error is null)
            project.Require(List(extras), List(groups));
        else
            (Failure.Of(() => project.Require(List(extras), List(groups))) is var it ? $"{it.Code} {it.Message}" : "")
                .ShouldStartWith(error);
    }

    [Fact]
    public void ExtrasThatTheBackendComputesAreLeftToUv() =>
        Read("[project]\ndynamic = ['optional-dependencies']\n").Require(["anything"], []);

    [Fact]
    public void GroupOfTheTimeBeforePep735IsKnown() =>
        Read("[tool.uv]\ndev-dependencies = ['pytest']\n").Groups.ShouldBe(["dev"]);

    [Theory]
    [InlineData("description = \"\"\"\n Two\n lines \"\"\"", "Two lines", null, null)]
    [InlineData(
        "description = ''\nurls = { homepage = 'https://a/', GitHub = 'https://b', Repository = 'https://c' }",
        null, "https://a/", "https://c")]
    [InlineData(
        "urls = { Source = 'https://me:s3cret@git.example/a', Documentation = 'https://d.example' }",
        null, null, "https://git.example/a")]
    [InlineData("", null, null, null)]
    public void DescriptionIsForPeople(string text, string? summary, string? url, string? source) =>
        ProjectDescription.Of(Read("[project]\n" + text)).ShouldBe(new ProjectDescription(summary, null, url, source));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[project]\nname = 'a'\nauthors = [{ name = 'J\u00fcrgen' }]\n", 3, 23)]
    [InlineData("\u00ef\u00bb\u00bf# \u00fc\n", 1, 3)]
    public void FileInAnotherEncodingIsToldWithThePlace(string text, int line, int column)
    {
        var file = _folder["pyproject.toml"];
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(text));

        var error = Failure.Of(() => Pyproject.Read(file));

        (error.Code, error.Line, error.Column).ShouldBe(("PYC2002", line, column));
        error.Message.ShouldContain("the byte 0xfc is not UTF-8; save the file as UTF-8.");
    }

    private (int Line, int Column, string Why) Invalid(string text)
    {
        const string Start = "'pyproject.toml' is not valid: ";
        var error = Failure.Of(() => Read(text));
        (error.Code, error.File).ShouldBe(("PYC2002", _folder["pyproject.toml"]));
        error.Message.ShouldStartWith(Start);
        return (error.Line, error.Column, error.Message[Start.Length..]);
    }

    private Pyproject Read(string text) => Pyproject.Read(_folder.Write("pyproject.toml", text));
}
