using PyContainers.Core.Applications;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tests.Applications;

public sealed class StartCheckTests : ShopTests
{
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
        Log.Warnings.ShouldBeEmpty();
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
        Log.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC2041");
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
        Log.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC2040");
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
        Failure.Of(() => new StartCheck(View(), Log).Check(new("PyContainerHealthCommand", ["curl", "-f", "x"])))
            .Message.ShouldStartWith("PyContainerHealthCommand starts 'curl'");

    private string? Message(string command)
    {
        try
        {
            Check(command);
            return null;
        }
        catch (PyContainersException e)
        {
            return e.Message;
        }
    }
}
