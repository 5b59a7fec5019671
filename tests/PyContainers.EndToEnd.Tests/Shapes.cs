namespace PyContainers.EndToEnd.Tests;

/// <summary>The shapes and frameworks that are tried for real.</summary>
internal static class Shapes
{
    private const string Wsgi =
        "def application(environ, start_response):\n    start_response('200 OK', [('Content-Type', 'text/plain')])\n   "
            + " return [b'plain wsgi']\n";

    private const string Asgi =
        """
        async def app(scope, receive, send):
            if scope["type"] == "http":
                await send({"type": "http.response.start", "status": 200, "headers": []})
                await send({"type": "http.response.body", "body": b"plain asgi"})

        """;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new("package, src layout, uv_build; FastAPI", "web-api", "\"status\":\"ok\"")
        {
            Path = "/healthz",
            Settings =
                $"<ItemGroup><ContainerEnvironmentVariable Include=\"WEB_API_PORT\" Value=\"{Shape.PortPlaceholder}\" "
                    + "/></ItemGroup>",
            Log = "dependency groups not installed: debug, dev",
        },
        new("package, FastAPI CLI on a source path", "web-api", "\"status\":\"ok\"")
        {
            Path = "/healthz",
            Settings =
                Property("PyContainerIncludeSources", "true")
                + Command($"fastapi;run;src/web_api/main.py;--port;{Shape.PortPlaceholder}"),
        },
        new("package, dependency group", "web-api", "debugpy")
        {
            Settings =
                Property("PyContainerDependencyGroups", "debug")
                + Command("python;-c;print(__import__('debugpy').__name__)"),
        },
        new("package, flat layout", "flat", "flat and fine")
        {
            Files =
            [
                (
                    "pyproject.toml",
                    Pyproject(
                        "flat",
                        "",
                        "[project.scripts]\nflat = \"flat:main\"\n[build-system]\nrequires = "
                            + "[\"uv_build>=0.13.8,<0.14\"]\nbuild-backend = "
                            + "\"uv_build\"\n[tool.uv.build-backend]\nmodule-root = \"\"\n"
                    )
                ),
                ("flat/__init__.py", "def main():\n    print('flat and fine')\n"),
            ],
        },
        new("package, hatchling, flat, __main__.py", "hatched", "hatched, with data")
        {
            Files =
            [
                (
                    "pyproject.toml",
                    Pyproject(
                        "hatched",
                        "",
                        "[build-system]\nrequires = [\"hatchling>=1.25\"]\nbuild-backend = \"hatchling.build\"\n"
                    )
                ),
                ("hatched/__init__.py", ""),
                (
                    "hatched/__main__.py",
                    "from importlib.resources import files\nprint('hatched, with', "
                        + "files('hatched').joinpath('data.txt').read_text())\n"
                ),
                ("hatched/data.txt", "data"),
            ],
        },
        new("package, hatch-vcs: version from git", "vcs-app", "3.1.0") { Tagged = true },
        new("package, setuptools, C extension", "native-app", "2 + 3 = 5"),
        new("member of a workspace, uv_build; Starlette", "workspace", "brass bell")
        {
            Path = "/catalogue",
            Settings =
                Property("PyContainerPackage", "shop-api")
                + Command($"uvicorn;shop_api:app;--host;0.0.0.0;--port;{Shape.PortPlaceholder}"),
            Log = "layer 'local packages'",
        },
        new("member of a workspace, setuptools, extra", "workspace", "\"items\": 2")
        {
            Settings = Property("PyContainerPackage", "shop-worker") + Property("PyContainerExtras", "report"),
            Log = "layer 'numpy'",
        },
        new("root of a workspace with its members", "workspace", "brass bell")
        {
            Settings = Command(
                "python;-c;print(__import__('shop_worker.__main__') and __import__('shop_api').CATALOGUE)"
            ),
            Log = "layer 'local packages'",
        },
        new("folder without a package", "hello", "as uid 1654"),
        new("pyproject.toml without a lock, sdist, extra", "sdist-app", "hello world")
        {
            Without = ["uv.lock"],
            Settings = Property("PyContainerExtras", "pretty"),
            Log = "uv.lock is missing",
        },
        new("PEP 723 script with a lock", "script", "0.28.1")
        {
            Settings = Property("PyContainerProject", "report.py"),
        },
        new("PEP 723 script without a lock", "script", "0.28.1")
        {
            Settings = Property("PyContainerProject", "report.py"),
            Without = ["report.py.lock"],
        },
        new("requirements.txt; Flask", "requirements-app", "\"status\":\"ok\"") { Path = "/healthz" },
        new("pylock.toml; Flask", "pylock-app", "\"status\":\"ok\"") { Path = "/healthz" },
        new("Flask, gunicorn", "flask-app", "\"status\":\"ok\"") { Path = "/healthz" },
        new("Django, gunicorn, psycopg", "django-site", "\"impl\": \"binary\"") { Path = "/healthz" },
        new("Django, collected static files", "django-site", "body")
        {
            Path = "/static/site.css",
            Settings = Property("PyContainerDjangoCollectStatic", "true"),
        },
        new("Litestar, uvicorn", "litestar-app", "ok") { Path = "/healthz" },
        new("FastAPI, uvicorn", "fast", "fast and fine")
        {
            Path = "/",
            Files = Loose(
                "fast",
                "\"fastapi\", \"uvicorn\"",
                "main.py",
                "from fastapi import FastAPI\napp = FastAPI()\n\n\n@app.get('/')\ndef index():\n    return 'fast and "
                    + "fine'\n"
            ),
        },
        new("plain WSGI, gunicorn", "wsgi", "plain wsgi")
        {
            Path = "/",
            Files = Loose("wsgi", "\"gunicorn\"", "app.py", Wsgi),
        },
        new("plain ASGI, uvicorn", "asgi", "plain asgi")
        {
            Path = "/",
            Files = Loose("asgi", "\"uvicorn\"", "app.py", Asgi),
        },
        new("batch job, pandas", "data-app", "Lisbon"),
        new("tools on PATH", "hello", "| moo |")
        {
            Settings =
                """<ItemGroup><PyContainerTool Include="cowsay==6.1;httpie==3.2.4" /></ItemGroup>"""
                + Command(
                    "python;-c;[__import__('subprocess').run(c, check=True) for c in (['http', '--version'], "
                        + "['cowsay', '-t', 'moo'])]"
                ),
            Log = "layer 'tools'",
        },
    ];

    private static string Property(string name, string value) =>
        $"<PropertyGroup><{name}>{value}</{name}></PropertyGroup>";

    private static string Command(string command) =>
        $"<ItemGroup><ContainerAppCommand Include=\"{command}\" /></ItemGroup>";

    internal static string Pyproject(string name, string dependencies, string rest) =>
        $"[project]\nname = \"{name}\"\nversion = \"1.0.0\"\nrequires-python = \">=3.13\"\ndependencies = "
            + $"[{dependencies}]\n{rest}";

    private static (string Path, string Text)[] Loose(string name, string dependencies, string file, string text) =>
        [("pyproject.toml", Pyproject(name, dependencies, "")), (file, text)];
}
