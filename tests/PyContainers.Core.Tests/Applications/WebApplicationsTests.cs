using PyContainers.Core.Applications;

namespace PyContainers.Core.Tests.Applications;

public sealed class WebApplicationsTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("fastapi uvicorn", "app = FastAPI(title='shop')", "uvicorn main:app --host 0.0.0.0 --port 8080")]
    [InlineData(
        "fastapi uvicorn hypercorn",
        "api: fastapi.FastAPI = fastapi.FastAPI()",
        "uvicorn main:api --host 0.0.0.0 --port 8080"
    )]
    [InlineData("starlette hypercorn", "app = Starlette(routes=[])", "hypercorn --bind 0.0.0.0:8080 main:app")]
    [InlineData(
        "litestar granian",
        "app = Litestar([])",
        "granian --interface asgi --host 0.0.0.0 --port 8080 main:app"
    )]
    [InlineData("quart hypercorn", "app = Quart(__name__)", "hypercorn --bind 0.0.0.0:8080 main:app")]
    [InlineData(
        "flask gunicorn",
        "app = Flask(__name__)",
        "gunicorn --bind 0.0.0.0:8080 --worker-tmp-dir /dev/shm main:app"
    )]
    [InlineData("flask waitress", "app = Flask(__name__)", "waitress-serve --host=0.0.0.0 --port=8080 main:app")]
    [InlineData(
        "flask",
        "application = flask.Flask(__name__)",
        "flask --app main:application run --host=0.0.0.0 --port=8080"
    )]
    public void ApplicationIsServedByTheServerThatIsInstalled(string installed, string line, string expected) =>
        Loose(installed, ("main.py", $"import x\n\n{line}\n")).ShouldBe("/app/.venv/bin/" + expected);

    [Theory]
    [InlineData("# app = FastAPI()")]
    [InlineData("    app = FastAPI()")]
    [InlineData("app = FastAPIFactory()")]
    [InlineData("app.x = FastAPI()")]
    [InlineData("return FastAPI()")]
    public void WhatIsNoApplicationOfTheModuleIsNotFound(string line) =>
        Loose("fastapi uvicorn", ("main.py", line + "\n")).ShouldBe("/app/.venv/bin/python /app/main.py");

    [Fact]
    public void LineEndsOfWindowsAreRead() =>
        Loose("fastapi uvicorn", ("main.py", "import x\r\napp = FastAPI()\r\n"))
            .ShouldStartWith("/app/.venv/bin/uvicorn main:app ");

    [Theory]
    [InlineData("app = FastAPI()\n", "PYC2044")]
    [InlineData("app = FastAPI()\nif __name__ == '__main__':\n    serve(app)\n", "/app/.venv/bin/python /app/main.py")]
    public void AsgiApplicationWithoutAServerIsRunOnlyIfItSaysHow(string text, string expected) =>
        Loose("fastapi", ("main.py", text)).ShouldBe(expected);

    [Fact]
    public void ApplicationInAPackageIsNamedByItsModule() =>
        Application
            .Infer(Application.Package(_folder, "uvicorn", ("shop/api.py", "app = FastAPI()\n")))
            .ShouldStartWith("/app/.venv/bin/uvicorn shop.api:app ");

    [Fact]
    public void TwoApplicationsAreAmbiguousAndBothAreListed()
    {
        var facts = Application.Loose(_folder, "uvicorn", ("main.py", "app = FastAPI()\nadmin = FastAPI()\n"));
        var diagnostic = Failure.Of(() => StartCommandInference.Infer(facts));
        diagnostic.Code.ShouldBe("PYC2006");
        diagnostic.Message.ShouldContain("main:app");
        diagnostic.Message.ShouldContain("main:admin");
    }

    [Theory]
    [InlineData(
        "gunicorn",
        "def application(environ, start_response):",
        "gunicorn --bind 0.0.0.0:8080 --worker-tmp-dir /dev/shm main:application"
    )]
    [InlineData(
        "waitress",
        "def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:",
        "waitress-serve --host=0.0.0.0 --port=8080 main:serve"
    )]
    [InlineData("uvicorn", "async def app(scope, receive, send):", "uvicorn main:app --host 0.0.0.0 --port 8080")]
    [InlineData(
        "hypercorn",
        "async def app(\n    scope: Scope,\n    receive: Receive,\n    send: Send,\n) -> None:",
        "hypercorn --bind 0.0.0.0:8080 main:app"
    )]
    [InlineData(
        "gunicorn uvicorn",
        "app = FastAPI()\nasync def helper(scope, receive, send):",
        "uvicorn main:app --host 0.0.0.0 --port 8080"
    )]
    [InlineData("", "def application(environ, start_response):", "python /app/main.py")]
    [InlineData("uvicorn", "def application(environ, start_response):", "python /app/main.py")]
    [InlineData("gunicorn", "async def app(scope, receive, send):", "python /app/main.py")]
    [InlineData("gunicorn", "    def application(self, environ, start_response):", "python /app/main.py")]
    [InlineData("gunicorn", "def helper(environ):", "python /app/main.py")]
    [InlineData("uvicorn", "async def app(scopes, receive, send):", "python /app/main.py")]
    public void CallableOfAModuleIsServedByTheServerThatIsInstalled(string installed, string line, string expected) =>
        Loose(installed, ("main.py", $"import x\n\n{line}\n")).ShouldBe("/app/.venv/bin/" + expected);

    [Fact]
    public void TwoCallablesAreAmbiguous() =>
        Loose(
                "gunicorn uvicorn",
                ("app.py", "def application(environ, start_response):\n"),
                ("asgi.py", "async def app(scope, receive, send):\n")
            )
            .ShouldBe("PYC2006");

    [Theory]
    [InlineData("main.py", true)]
    [InlineData("src/app.py", true)]
    [InlineData("helpers.py", false)]
    [InlineData("a/b/main.py", false)]
    public void OnlyTheUsualModulesAreSearched(string path, bool found) =>
        Loose("uvicorn", (path, "app = FastAPI()\n"), ("__main__.py", ""))
            .Contains("uvicorn", StringComparison.Ordinal)
            .ShouldBe(found);

    [Theory]
    [InlineData(
        "django gunicorn uvicorn",
        "gunicorn --bind 0.0.0.0:8080 --worker-tmp-dir /dev/shm site.wsgi:application"
    )]
    [InlineData("django uvicorn", "uvicorn site.asgi:application --host 0.0.0.0 --port 8080")]
    [InlineData("django waitress", "waitress-serve --host=0.0.0.0 --port=8080 site.wsgi:application")]
    [InlineData("django daphne", "daphne -b 0.0.0.0 -p 8080 site.asgi:application")]
    public void DjangoSiteIsServedByTheServerThatIsInstalled(string installed, string expected) =>
        Loose(installed, ("manage.py", ""), ("site/wsgi.py", ""), ("site/asgi.py", ""))
            .ShouldBe("/app/.venv/bin/" + expected);

    [Theory]
    [InlineData("django", "site/wsgi.py", "uv add gunicorn")]
    [InlineData("django celery", "site/wsgi.py", "gunicorn site.wsgi:application")]
    [InlineData("django gunicorn", "site/settings.py", "no 'wsgi.py' or 'asgi.py'")]
    public void DevelopmentServerOfDjangoIsNeverChosen(string installed, string path, string part)
    {
        var facts = Application.Loose(_folder, installed, ("manage.py", ""), (path, ""));
        var diagnostic = Failure.Of(() => StartCommandInference.Infer(facts));
        (diagnostic.Code, diagnostic.File).ShouldBe(("PYC2044", _folder["manage.py"]));
        diagnostic.Message.ShouldContain(part);
    }

    [Fact]
    public void SiteBelowAFolderIsFound() =>
        Loose("django gunicorn", ("manage.py", ""), ("src/site/wsgi.py", ""))
            .ShouldEndWith(" src.site.wsgi:application");

    [Fact]
    public void ManagePyWithoutDjangoIsNoSite() =>
        Loose("", ("manage.py", ""), ("main.py", "")).ShouldBe("/app/.venv/bin/python /app/main.py");

    [Theory]
    [InlineData("flask gunicorn", "main:app")]
    [InlineData("django gunicorn", "site.wsgi:application")]
    public void ProjectsOwnGunicornConfigurationDecides(string installed, string target) =>
        Loose(
                installed,
                ("gunicorn.conf.py", ""),
                (target[0] == 'm' ? "main.py" : "manage.py", "app = Flask(__name__)\n"),
                ("site/wsgi.py", "")
            )
            .ShouldBe("/app/.venv/bin/gunicorn " + target);

    [Fact]
    public void PortIsTheOneThatIsAskedFor()
    {
        var command = StartCommandInference.Infer(
            Application.Loose(_folder, "uvicorn", ("main.py", "app = FastAPI()\n")) with
            {
                Port = 5000,
            }
        );
        command.Port.ShouldBe(5000);
        command.Arguments[^1].ShouldBe("5000");
    }

    public void Dispose() => _folder.Dispose();

    private string Loose(string installed, params (string Path, string Text)[] files) =>
        Application.Infer(Application.Loose(_folder, installed, files));
}
