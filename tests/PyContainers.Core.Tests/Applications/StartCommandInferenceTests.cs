using PyContainers.Core.Applications;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class StartCommandInferenceTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void OnlyConsoleScriptIsTheCommand()
    {
        var facts = Application.Package(_folder, "") with { ConsoleScripts = ["serve"] };
        Application.Infer(facts).ShouldBe("/app/.venv/bin/serve");
    }

    [Theory]
    [InlineData("My.Shop", "my-shop")]
    [InlineData("my-shop", "My_Shop")]
    public void ScriptNamedLikeTheProjectIsTheCommand(string name, string script)
    {
        var facts = Application.Package(_folder, "") with { Name = name, ConsoleScripts = ["admin", script, "worker"] };
        Application.Infer(facts).ShouldBe("/app/.venv/bin/" + script);
    }

    [Fact]
    public void SeveralScriptsAreAmbiguous()
    {
        var diagnostic = Failure.Of(() =>
            StartCommandInference.Infer(Application.Package(_folder, "") with { ConsoleScripts = ["admin", "worker"] })
        );
        (diagnostic.Code, diagnostic.File).ShouldBe(("PYC2006", "/shop/pyproject.toml"));
        diagnostic.Message.ShouldContain("'admin', 'worker'");
    }

    [Fact]
    public void ConsoleScriptComesBeforeAWebApplication()
    {
        var facts = Application.Package(_folder, "uvicorn fastapi", ("shop/main.py", "app = FastAPI()\n")) with
        {
            ConsoleScripts = ["serve"],
        };
        Application.Infer(facts).ShouldBe("/app/.venv/bin/serve");
    }

    [Theory]
    [InlineData("uvicorn starlette", 8080)]
    [InlineData("aiohttp", 8080)]
    [InlineData("click rich", null)]
    public void ScriptServesWhenAServerIsInstalled(string installed, int? port) =>
        StartCommandInference
            .Infer(Application.Package(_folder, installed) with { ConsoleScripts = ["serve"] })
            .Port.ShouldBe(port);

    [Fact]
    public void PackageWithMainIsRunAsAModule()
    {
        var facts = Application.Package(
            _folder,
            "",
            ("shop/__init__.py", ""),
            ("shop/__main__.py", ""),
            ("shop/tasks/__main__.py", "")
        );
        Application.Infer(facts).ShouldBe("/app/.venv/bin/python -m shop");
    }

    [Fact]
    public void TwoPackagesWithMainAreAmbiguous() =>
        Application
            .Infer(Application.Package(_folder, "", ("a/__main__.py", ""), ("b/__main__.py", "")))
            .ShouldBe("PYC2006");

    [Theory]
    [InlineData("main.py", "app.py")]
    [InlineData("__main__.py", "app.py")]
    [InlineData("app.py", "other.py")]
    public void FileThatIsMeantToBeRunIsRun(string file, string other) =>
        Application
            .Infer(Application.Loose(_folder, "", (file, ""), (other, "")))
            .ShouldBe("/app/.venv/bin/python /app/" + file);

    [Fact]
    public void MainOfAPackageDoesNotLieInTheImage() =>
        Application.Infer(Application.Package(_folder, "", ("main.py", ""))).ShouldBe("PYC2007");

    [Theory]
    [InlineData("", "main.py", "", "PYC2049")]
    [InlineData("", "util.py", "", "PYC2049")]
    [InlineData("flask gunicorn", "app.py", "app = Flask(__name__)\n", "gunicorn")]
    public void ScriptsThatAreNotInstalledAreNotPassedOver(string installed, string file, string text, string part) =>
        Application
            .Infer(Application.Loose(_folder, installed, (file, text)) with { ScriptsLeftOut = ["shop"] })
            .ShouldContain(part);

    [Fact]
    public void NothingToRunIsRefused() =>
        Application.Infer(Application.Loose(_folder, "uvicorn", ("util.py", "x = 1\n"))).ShouldBe("PYC2007");

    [Fact]
    public void CommandFollowsThePathsOfTheImage()
    {
        var facts = Application.Loose(_folder, "", ("main.py", "")) with
        {
            Paths = new ImagePaths("/py", "/env", "/srv"),
        };
        Application.Infer(facts).ShouldBe("/env/bin/python /srv/main.py");
    }

    public void Dispose() => _folder.Dispose();
}
