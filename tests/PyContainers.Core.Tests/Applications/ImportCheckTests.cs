namespace PyContainers.Core.Tests.Applications;

public sealed class ImportCheckTests : ShopTests
{
    [Theory]
    [InlineData("import requests\n", "requests", 1)]
    [InlineData("import sys, math\n\nimport http.server as s, yaml.loader\n", "yaml", 3)]
    [InlineData("from numpy.linalg import norm\n", "numpy", 1)]
    [InlineData("from numpy import (\n    array,\n)\n", "numpy", 1)]
    [InlineData("\"\"\"import this\n\"\"\"\nimport rich  # pretty\r\n", "rich", 3)]
    [InlineData("import helper; import flask\n", null, 0)]
    [InlineData("from lib.inner import x\nfrom shop import web\nimport native, uvicorn\n", null, 0)]
    [InlineData("try:\n    import orjson\nexcept ImportError:\n    orjson = None\n", null, 0)]
    [InlineData("def f():\n    import requests\n", null, 0)]
    [InlineData("from . import x\nfrom .y import z\n", null, 0)]
    [InlineData("x = '''\nimport requests\n'''\n", null, 0)]
    [InlineData("import sys\nsys.path.insert(0, 'vendor')\nimport vendored\n", null, 0)]
    [InlineData("important = 1\nfrom_ = 2\n", null, 0)]
    public void WhatTheStartedFileImportsIsLookedFor(string text, string? missing, int line)
    {
        var view = View();
        Folder.Write("project/main.py", text);

        Run(view, ["python", "main.py"]);

        if (missing is null)
        {
            Log.Warnings.ShouldBeEmpty();
            return;
        }

        var warning = Log.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("PYC2051");
        warning.Message.ShouldContain($"imports '{missing}'");
        (warning.File, warning.Line).ShouldBe((Folder["project/main.py"], line));
    }

    [Theory]
    [InlineData("python -m helper")]
    [InlineData("uvicorn main:app")]
    [InlineData("python main.py")]
    [InlineData("tini -- python main.py")]
    public void ImportsOfOwnModulesAreFollowed(string command)
    {
        var view = View();
        Folder.Write("project/main.py", "import helper\n");
        Folder.Write("project/helper.py", "import main\nfrom lib import inner\nimport lib.inner\n");
        Folder.Write("project/lib/inner.py", "import nowhere\nimport nowhere.deep\n");

        Run(view, command.Split(' '));

        Log.Warnings.ShouldHaveSingleItem().File.ShouldBe(Folder["project/lib/inner.py"]);
    }

    [Fact]
    public void ImportsOfALocalPackageAreFollowedFromItsConsoleScript()
    {
        var view = OwnView();
        File.WriteAllText(Path.Combine(view.Staging.SitePackages, "shop", "web.py"), "import nowhere\n");

        Run(view, ["serve"]);

        Log.Warnings.ShouldHaveSingleItem().Message.ShouldContain("imports 'nowhere'");
    }

    [Fact]
    public void WhereNotAllIsKnownNothingIsSaidAboutImports()
    {
        var view = View();
        Folder.Write("project/main.py", "import nowhere\n");

        Run(view with { IsComplete = false }, ["python", "main.py"]);
        Run(view with { OwnsApplication = false }, ["python", "main.py"]);
        Run(view with { StandardLibrary = null }, ["python", "main.py"]);

        Log.Warnings.ShouldNotContain(warning => warning.Code == "PYC2051");
    }
}
