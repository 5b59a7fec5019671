using PyContainers.Core.Applications;

namespace PyContainers.Core.Tests.Applications;

public sealed class AppFrameworksTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("app.py")]
    [InlineData("main.py")]
    [InlineData("streamlit_app.py")]
    [InlineData("Home.py")]
    public void StreamlitServesItsScript(string file) =>
        Loose("streamlit", (file, "import streamlit as st\nst.write(1)\n"), ("util.py", "x = 1\n"))
            .ShouldBe($"/app/.venv/bin/streamlit run /app/{file} --server.address=0.0.0.0 --server.port=8080 "
                + "--server.headless=true --browser.gatherUsageStats=false");

    [Theory]
    [InlineData("chainlit", "chainlit run /app/app.py --host 0.0.0.0 --port 8080 --headless")]
    [InlineData("marimo", "marimo run /app/app.py --host 0.0.0.0 --port 8080 --headless")]
    [InlineData("shiny", "shiny run /app/app.py --host 0.0.0.0 --port 8080")]
    [InlineData("solara", "solara run /app/app.py --host 0.0.0.0 --port 8080 --production")]
    public void OthersOfItsKindAreServedByTheirPrograms(string module, string expected) =>
        Loose(module, ("app.py", $"from {module} import x\n")).ShouldBe("/app/.venv/bin/" + expected);

    [Theory]
    [InlineData("panel", "panel;serve;app.py")]
    [InlineData("bokeh", "bokeh;serve;app.py")]
    public void WhatOnlyTheUserKnowsIsAskedFor(string module, string part) =>
        Refused(module, $"import {module}\n").ShouldContain(part);

    [Fact]
    public void StreamlitBesideAnApiIsAmbiguous() =>
        Loose("streamlit fastapi uvicorn", ("app.py", "import streamlit\n"), ("api.py", "app = FastAPI()\n"))
            .ShouldBe("PYC2006");

    [Fact]
    public void ScriptThatOnlyUsesAnInstalledFrameworksNameIsRun() =>
        Loose("streamlit", ("app.py", "# import streamlit\n")).ShouldBe("/app/.venv/bin/python /app/app.py");

    [Fact]
    public void GradioListensForOthers()
    {
        var start = StartCommandInference.Infer(
            Application.Loose(_folder, "gradio", ("app.py", "import gradio as gr\ndemo.launch()\n"))
        );
        start.Arguments.ShouldBe(["/app/.venv/bin/python", "/app/app.py"]);
        start.Port.ShouldBe(8080);
        start.Variables!["GRADIO_SERVER_NAME"].ShouldBe("0.0.0.0");
        start.Variables["GRADIO_SERVER_PORT"].ShouldBe("8080");
    }

    [Theory]
    [InlineData("gunicorn", "gunicorn --bind 0.0.0.0:8080 --worker-tmp-dir /dev/shm app:server")]
    [InlineData("waitress", "waitress-serve --host=0.0.0.0 --port=8080 app:server")]
    public void DashIsServedThroughItsServer(string server, string expected) =>
        Loose($"dash flask {server}", ("app.py", "app = dash.Dash(__name__)\nserver = app.server\n"))
            .ShouldBe("/app/.venv/bin/" + expected);

    [Theory]
    [InlineData("dash flask", "app = Dash(__name__)\nserver = app.server\n", "uv add gunicorn")]
    [InlineData("dash flask gunicorn", "site = Dash(__name__)\n", "server = site.server")]
    public void DashWithoutWhatServesItIsRefused(string installed, string text, string part) =>
        Refused(installed, text).ShouldContain(part);

    [Theory]
    [InlineData(
        "flask gunicorn",
        "def create_app():\n",
        "gunicorn --bind 0.0.0.0:8080 --worker-tmp-dir /dev/shm web:create_app()"
    )]
    [InlineData(
        "flask waitress",
        "def create_app(config=None):\n",
        "waitress-serve --host=0.0.0.0 --port=8080 --call web:create_app"
    )]
    [InlineData("flask", "def make_app(*args):\n", "flask --app web:make_app run --host=0.0.0.0 --port=8080")]
    [InlineData(
        "fastapi uvicorn",
        "def create_app():\n",
        "uvicorn web:create_app --host 0.0.0.0 --port 8080 --factory"
    )]
    [InlineData(
        "flask fastapi uvicorn gunicorn",
        "def create_app() -> FastAPI:\n    return FastAPI()\n",
        "uvicorn web:create_app --host 0.0.0.0 --port 8080 --factory"
    )]
    public void FactoryIsCalledByTheServer(string installed, string text, string expected)
    {
        Loose(installed, ("web/__init__.py", text)).ShouldBe("/app/.venv/bin/" + expected);
    }

    [Theory]
    [InlineData("flask", "def create_app(config):\n", "gunicorn;--bind;0.0.0.0:8080;web:create_app()")]
    [InlineData("fastapi", "def create_app():\n", "uvicorn;--factory;web:create_app")]
    public void FactoryThatNothingCallsIsProposed(string installed, string text, string part)
    {
        var facts = Application.Loose(_folder, installed, ("web/__init__.py", text));
        Failure.Of(() => StartCommandInference.Infer(facts)).Message.ShouldContain(part);
    }

    [Theory]
    [InlineData("flask gunicorn", "gunicorn --bind 0.0.0.0:8080 --worker-tmp-dir /dev/shm wsgi:app")]
    [InlineData("fastapi uvicorn", "uvicorn wsgi:app --host 0.0.0.0 --port 8080")]
    public void ObjectThatAFactoryMadeIsServed(string installed, string expected) =>
        Loose(
                installed,
                ("wsgi.py", "from web import create_app\napp = create_app()\n"),
                ("web/__init__.py", "def create_app():\n")
            )
            .ShouldBe("/app/.venv/bin/" + expected);

    public void Dispose() => _folder.Dispose();

    private string Refused(string installed, string text)
    {
        var facts = Application.Loose(_folder, installed, ("app.py", text));
        var diagnostic = Failure.Of(() => StartCommandInference.Infer(facts));
        (diagnostic.Code, diagnostic.File).ShouldBe(("PYC2044", _folder["app.py"]));
        return diagnostic.Message;
    }

    private string Loose(string installed, params (string Path, string Text)[] files) =>
        Application.Infer(Application.Loose(_folder, installed, files));
}
