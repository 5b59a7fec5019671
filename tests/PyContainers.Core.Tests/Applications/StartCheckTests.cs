using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Environments;

namespace PyContainers.Core.Tests.Applications;

public sealed class StartCheckTests : IDisposable
{
    private const string UsualPath = "/app/.venv/bin:/opt/tools/bin:/usr/local/bin:/usr/bin:/bin";

    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData("uvicorn shop.web:app")]
    [InlineData("/app/.venv/bin/uvicorn shop.web:app --host 0.0.0.0")]
    [InlineData("python main.py")]
    [InlineData("python3.13 -u main.py")]
    [InlineData("python -m shop")]
    [InlineData("python -um shop.web")]
    [InlineData("python -W ignore -X dev -m helper")]
    [InlineData("python -m http.server 8080")]
    [InlineData("python -c print(1)")]
    [InlineData("python -V")]
    [InlineData("python .")]
    [InlineData("/opt/python/bin/python3 -m http.server")]
    [InlineData("python -m native")]
    [InlineData("cowsay -t moo")]
    [InlineData("env A=1 uvicorn shop.web:app")]
    [InlineData("tini -g -- uvicorn shop.web:app")]
    [InlineData("sh -c uvicorn")]
    [InlineData("uvicorn --app-dir src nowhere:app")]
    [InlineData("serve")]
    [InlineData("")]
    public void WhatTheContainerFindsIsFine(string command)
    {
        Message(command).ShouldBeNull();
        _log.Warnings.ShouldBeEmpty();
    }

    // The real Python is in FailureTests.
    [Theory]
    [InlineData("python -c print(1", "SyntaxError: '(' was never closed")]
    [InlineData("python3 -Bcprint(1", "SyntaxError: '(' was never closed")]
    [InlineData("env A=1 python -c 1", null)]
    public void CodeHasToCompile(string command, string? reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the Python of this test is a shell script");
        if (OperatingSystem.IsWindows())
            return; // for the analyzer
        var python = _folder.Write(
            "python", "#!/bin/sh\n[ \"$(cat)\" = 1 ] || { echo \"SyntaxError: '(' was never closed\" >&2; exit 1; }\n");
        File.SetUnixFileMode(python, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var check = () => new StartCheck(View() with { HostPython = python }, _log)
            .Check(new NamedCommand("ContainerAppCommand", command.Split(' ')));

        if (reason is null)
            Should.NotThrow(check);
        else
            Should.Throw<PyContainersException>(check).Diagnostic.ShouldSatisfyAllConditions(
                said => said.Code.ShouldBe("PYC2042"), said => said.Message.ShouldContain(reason));
    }

    [Fact]
    public void CodeImportsWhatIsThere()
    {
        new StartCheck(View(), _log).Check(
            new NamedCommand("ContainerAppCommand", ["python", "-c", "import shop.web, nosuch\nprint(shop)"]));
        _log.Warnings.ShouldHaveSingleItem().Message.ShouldContain("'nosuch'");
    }

    [Theory]
    [InlineData("python main.py", "SIGINT")]
    [InlineData("python -m shop", "SIGINT")]
    [InlineData("env A=1 python3.13 -u main.py", "SIGINT")]
    [InlineData("serve", "SIGINT")]
    [InlineData("/app/.venv/bin/serve", "SIGINT")]
    [InlineData("flask --app main run", "SIGINT")]
    [InlineData("uvicorn shop.web:app", null)]
    [InlineData("python -m uvicorn shop.web:app", null)]
    [InlineData("tini -g -- python main.py", null)]
    [InlineData("sh -c serve", null)]
    [InlineData("python -V", null)]
    [InlineData("", null)]
    public void PlainProgramIsStoppedByWhatPythonHandles(string command, string? signal) =>
        StopSignal.Of(command.Split(' ', StringSplitOptions.RemoveEmptyEntries), OwnView()).ShouldBe(signal);

    [Theory]
    [InlineData("signal.signal(signal.SIGTERM, stop)\n")]
    [InlineData("from gunicorn.app.base import BaseApplication\n")]
    public void ProgramThatSeesToItKeepsTheBasesSignal(string text)
    {
        var view = OwnView();
        _folder.Write("app/extra.py", text);
        var entry = new FileEntry("app/extra.py", _folder["app/extra.py"]);
        StopSignal.Of(["python", "main.py"], view with { Application = [.. view.Application, entry] }).ShouldBeNull();
        StopSignal.Of(["python", "main.py"], view with { OwnsApplication = false }).ShouldBeNull();
    }

    [Theory]
    [InlineData("gunicorn", "PYC2040", "uv add gunicorn")]
    [InlineData("gunicorn", "PYC2040", "'serve'")]
    [InlineData("uvicorm shop.web:app", "PYC2040", "Include=\"uvicorn;shop.web:app\"")]
    [InlineData("/app/.venv/bin/gunicorn", "PYC2040", "no '/app/.venv/bin/gunicorn'")]
    [InlineData("uv run main.py", "PYC2040", "Include=\"python;main.py\"")]
    [InlineData("uv run --frozen -m shop x", "PYC2040", "Include=\"python;-m;shop;x\"")]
    [InlineData("poetry run uvicorn shop.web:app", "PYC2040", "Include=\"uvicorn;shop.web:app\"")]
    [InlineData("bash -c x", "PYC2040", "no such shell")]
    [InlineData("shop", "PYC2040", "Include=\"python;-m;shop\"")]
    [InlineData("./bin/start", "PYC2040", "<PyContainerInclude Include=\"bin/start\" />")]
    [InlineData("/bin/nothing", "PYC2040", "no '/bin/nothing'")]
    [InlineData("env A=1 gunicorn", "PYC2040", "gunicorn")]
    [InlineData("tini -- gunicorn", "PYC2040", "gunicorn")]
    [InlineData("main.py", "PYC2019", "python;main.py")]
    [InlineData("./main.py", "PYC2019", "python;main.py")]
    [InlineData("python nosuch.py", "PYC2042", "no '/app/nosuch.py'")]
    [InlineData("python mian.py", "PYC2042", "Include=\"python;main.py\"")]
    [InlineData("python /app/.venv/x.py", "PYC2042", "no '/app/.venv/x.py'")]
    [InlineData("python shop", "PYC2042", "shop")]
    [InlineData("python bin/start", "PYC2042", "<PyContainerInclude Include=\"bin/start\" />")]
    [InlineData("python -m nosuchmodule", "PYC2042", "'nosuchmodule' is neither")]
    [InlineData("python -m shopp.web", "PYC2042", "Include=\"python;-m;shop.web\"")]
    [InlineData("python -m main.py", "PYC2042", "Include=\"python;-m;main\"")]
    [InlineData("python -m pkg", "PYC2042", "no")]
    [InlineData("python -m pip", "PYC2042", "pip")]
    [InlineData("python -I -m helper", "PYC2042", "helper")]
    [InlineData("/opt/python/bin/python3 -m shop", "PYC2042", "environment's")]
    [InlineData("uvicorn shop.wbe:app", "PYC2042", "Include=\"uvicorn;shop.web:app\"")]
    [InlineData("python -m nosuchmodule", "PYC2042", "'helper'")]
    [InlineData("python nosuch.py", "PYC2042", "'main.py'")]
    [InlineData("uvicorn --host 0.0.0.0 nowhere:create_app()", "PYC2042", "nowhere")]
    [InlineData("broken", "PYC2042", "imports 'shop.nowhere'")]
    [InlineData("cli", "PYC2043", "Set PyContainerExtras to 'cli'")]
    public void WhatItDoesNotFindIsSaidWithWhatIsThere(string command, string code, string part)
    {
        var diagnostic = Failure.Of(() => Check(command));
        diagnostic.Code.ShouldBe(code);
        diagnostic.Message.ShouldContain(part);
    }

    [Fact]
    public void WordsInOneStringAreSplit() =>
        Failure.Of(() => Run(View(), ["python main.py"])).Message.ShouldContain("Include=\"python;main.py\"");

    [Fact]
    public void ShellsTextIsProposedInExecForm()
    {
        var view = View() with { Base = Base() };
        Failure.Of(() => Run(view, ["sh", "-c", "exec uvicorn shop.web:app"]))
            .Message.ShouldContain("Include=\"uvicorn;shop.web:app\"");
        Failure.Of(() => Run(view, ["sh", "-c", "migrate && uvicorn"])).Message.ShouldNotContain("Include=");
    }

    [Theory]
    [InlineData("java -jar x.jar")]
    [InlineData("/opt/java/bin/java")]
    [InlineData("python /srv/of-the-base.py")]
    [InlineData("python data/in-a-volume.py")]
    public void WhatNobodyHasLookedIntoIsAWarning(string command)
    {
        Run(View() with { SearchPath = "/opt/java/bin:" + UsualPath }, command.Split(' '));
        _log.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC2041");
    }

    [Theory]
    [InlineData("python worker.py")]
    [InlineData("./Shop")]
    public void FolderThatTheSdkFillsMayHaveAnything(string command) =>
        Run(View() with { OwnsApplication = false }, command.Split(' '));

    [Fact]
    public void CommandThatTheSdkChoseIsAWarningWhereTheBaseDoesNotHaveIt()
    {
        Run(View() with { OwnsApplication = false }, ["dotnet", "/app/shop.dll"]);
        _log.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC2040");
    }

    [Theory]
    [InlineData("gunicorn")]
    [InlineData("python -m gunicorn")]
    public void EnvironmentThatAnEarlierImageBringsMayHaveAnything(string command) =>
        Run(View() with { IsComplete = false }, command.Split(' '));

    [Fact]
    public void PathOfTheUsersCounts() =>
        Failure.Of(() => Run(View() with { SearchPath = "/usr/bin:/bin" }, ["python"]))
            .Message.ShouldContain("/usr/bin, /bin");

    [Theory]
    [InlineData("/app/lib", false)]
    [InlineData("lib", false)]
    [InlineData("", true)]
    public void PythonPathIsAPlaceOfModules(string path, bool fails)
    {
        var view = View() with { PythonPath = path };
        if (fails)
            Failure.Of(() => Run(view, ["python", "-m", "inner"])).Code.ShouldBe("PYC2042");
        else
            Run(view, ["python", "-m", "inner"]);
    }

    [Fact]
    public void PackageWithoutItsSourcesSaysHowToHaveThem()
    {
        var view = View() with { Application = [] };
        Failure.Of(() => Run(view, ["python", "main.py"])).Message.ShouldContain("PyContainerIncludeSources");
    }

    [Fact]
    public void ExtraThatIsInstalledIsFine()
    {
        Install("typer-1", ("typer/__init__.py", ""));
        Check("cli");
    }

    [Fact]
    public void HealthCommandIsNamed() =>
        Failure.Of(() => new StartCheck(View(), _log).Check(new("PyContainerHealthCommand", ["curl", "-f", "x"])))
            .Message.ShouldStartWith("PyContainerHealthCommand starts 'curl'");

    public void Dispose() => _folder.Dispose();

    private string? Message(string command)
    {
        try
        {
            Check(command);
            return null;
        }
        catch (Core.Diagnostics.PyContainersException e)
        {
            return e.Message;
        }
    }

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
        _folder.Write("project/main.py", text);

        Run(view, ["python", "main.py"]);

        if (missing is null)
        {
            _log.Warnings.ShouldBeEmpty();
            return;
        }

        var warning = _log.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("PYC2051");
        warning.Message.ShouldContain($"imports '{missing}'");
        (warning.File, warning.Line).ShouldBe((_folder["project/main.py"], line));
    }

    [Theory]
    [InlineData("python -m helper")]
    [InlineData("uvicorn main:app")]
    [InlineData("python main.py")]
    [InlineData("tini -- python main.py")]
    public void ImportsOfOwnModulesAreFollowed(string command)
    {
        var view = View();
        _folder.Write("project/main.py", "import helper\n");
        _folder.Write("project/helper.py", "import main\nfrom lib import inner\nimport lib.inner\n");
        _folder.Write("project/lib/inner.py", "import nowhere\nimport nowhere.deep\n");

        Run(view, command.Split(' '));

        _log.Warnings.ShouldHaveSingleItem().File.ShouldBe(_folder["project/lib/inner.py"]);
    }

    [Fact]
    public void ImportsOfALocalPackageAreFollowedFromItsConsoleScript()
    {
        var view = OwnView();
        File.WriteAllText(Path.Combine(view.Staging.SitePackages, "shop", "web.py"), "import nowhere\n");

        Run(view, ["serve"]);

        _log.Warnings.ShouldHaveSingleItem().Message.ShouldContain("imports 'nowhere'");
    }

    [Fact]
    public void WhereNotAllIsKnownNothingIsSaidAboutImports()
    {
        var view = View();
        _folder.Write("project/main.py", "import nowhere\n");

        Run(view with { IsComplete = false }, ["python", "main.py"]);
        Run(view with { OwnsApplication = false }, ["python", "main.py"]);
        Run(view with { StandardLibrary = null }, ["python", "main.py"]);

        _log.Warnings.ShouldNotContain(warning => warning.Code == "PYC2051");
    }

    private void Check(string command) => Run(View(), command.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private void Run(ContainerView view, string[] words) =>
        new StartCheck(view, _log).Check(new NamedCommand("ContainerAppCommand", words));

    private void Install(string distribution, params (string Path, string Text)[] files) =>
        new Staging(_folder).Install(distribution, files);

    private static BaseImageFacts Base(params string[] programs) =>
        new(null, false, programs.Length > 0, [], [], programs, "", "", null);

    // As View, with 'shop' built from its folder.
    private ContainerView OwnView()
    {
        var view = View();
        var local = new LocalPackage("shop", _folder["project"]);
        return view with { Project = view.Project! with { LocalPackages = [local] } };
    }

    private ContainerView View()
    {
        Install("uvicorn-1", ("uvicorn/__init__.py", ""), ("uvicorn/main.py", ""),
            ("uvicorn-1.dist-info/entry_points.txt", "[console_scripts]\nuvicorn = uvicorn.main:main\n"));
        Install("shop-1", ("shop/__init__.py", ""), ("shop/__main__.py", ""), ("shop/web.py", ""),
            ("pkg/__init__.py", ""), ("native.cpython-313-x86_64-linux-gnu.so", ""),
            ("shop-1.dist-info/entry_points.txt",
                "[console_scripts]\nserve = shop.web:main\nbroken = shop.nowhere:main\ncli = shop.web:cli [cli]\n"),
            ("shop-1.dist-info/METADATA",
                "Name: shop\nRequires-Dist: uvicorn\nRequires-Dist: typer>=0.1 ; extra == 'cli'\n"
                    + "Requires-Dist: colorama; extra == 'cli' and sys_platform == 'win32'\n\nextra == 'x'\n"));
        _folder.Write("project/bin/start", "#!/bin/sh\n");
        string[] files = ["main.py", "helper.py", "__main__.py", "lib/inner.py"];
        LayerEntry[] application =
        [
            .. files.Select(path => new FileEntry("app/" + path, _folder.Write("project/" + path, "x = 1\n"))),
        ];
        return new ContainerView
        {
            Base = Base("/bin/sh", "/usr/bin/env", "/usr/bin/tini"),
            BaseImage = "the-base",
            Application = application,
            Staging = new Staging(_folder).Read(),
            Project = new ProjectInfo(
                "shop", "1", _folder["project"], _folder["project"], "", IsPackage: true, [], []),
            MinorVersion = "3.13",
            SearchPath = UsualPath,
            StandardLibrary = new HashSet<string>(StringComparer.Ordinal) { "http/__init__.py", "http/server.py" },
            Tools = ["/opt/tools/bin/cowsay"],
            Writable = ["/app/data"],
        };
    }
}
