using System.Text.RegularExpressions;

namespace PyContainers.Core.Applications;

/// <summary>Finds web applications in a project's files and the servers that can run them.</summary>
internal static partial class WebApplications
{
    private static readonly string[] s_asgi = ["FastAPI", "Starlette", "Litestar", "Quart"];

    // Where frameworks' own guides put the application object.
    private static readonly string[] s_modules = ["main", "app", "application", "asgi", "wsgi", "server", "api", "web"];

    /// <summary>The start command of each application found.</summary>
    public static List<StartCommand> Find(ApplicationFacts facts)
    {
        if (!facts.IsPackage && facts.Files.ContainsKey("manage.py") && facts.Installed.Contains("django"))
            return [Django(facts)];
        return [.. Candidates(facts).SelectMany(path => InFile(facts, path))];
    }

    /// <summary>The start command of each WSGI or ASGI callable that no framework made; only where there is a server,
    /// and nothing else was found.</summary>
    public static List<StartCommand> FindPlain(ApplicationFacts facts) =>
        [.. Candidates(facts).SelectMany(path => PlainInFile(facts, path))];

    private static IEnumerable<string> Candidates(ApplicationFacts facts) =>
        facts.Files.Keys.Where(IsCandidate).Order(StringComparer.Ordinal);

    private static IEnumerable<StartCommand> PlainInFile(ApplicationFacts facts, string path)
    {
        var module = path[..^".py".Length].Replace('/', '.');
        foreach (Match match in Callable().Matches(File.ReadAllText(facts.Files[path])))
        {
            var target = $"{module}:{match.Groups["name"].Value}";
            var isAsgi = match.Groups["asgi"].Success;
            var command = isAsgi ? Asgi(facts, target) : WsgiServer(facts, target);
            if (command is not null)
                yield return new StartCommand(command, $"{(isAsgi ? "ASGI" : "WSGI")} callable '{target}'", facts.Port);
        }
    }

    private static IEnumerable<StartCommand> InFile(ApplicationFacts facts, string path)
    {
        var module = path[..^".py".Length].Replace('/', '.');
        foreach (Match match in ApplicationObject().Matches(File.ReadAllText(facts.Files[path])))
        {
            var target = $"{module}:{match.Groups["name"].Value}";
            var framework = match.Groups["framework"].Value;
            var command = s_asgi.Contains(framework) ? Asgi(facts, target) : Wsgi(facts, target);
            if (command is not null)
                yield return new StartCommand(command, $"{framework} application '{target}'", facts.Port);
        }
    }

    private static StartCommand Django(ApplicationFacts facts)
    {
        string? Module(string name) =>
            facts
                .Files.Keys.Where(path =>
                    path.EndsWith($"/{name}.py", StringComparison.Ordinal) && path.Count(c => c == '/') == 1
                )
                .Order(StringComparer.Ordinal)
                .Select(path => path[..^".py".Length].Replace('/', '.'))
                .FirstOrDefault();

        if (facts.Installed.Contains("gunicorn") && Module("wsgi") is { } wsgi)
            return new StartCommand(Gunicorn(facts, $"{wsgi}:application"), $"Django site '{wsgi}'", facts.Port);
        if (facts.Installed.Contains("uvicorn") && Module("asgi") is { } asgi)
            return new StartCommand(Uvicorn(facts, $"{asgi}:application"), $"Django site '{asgi}'", facts.Port);
        string[] runserver =
        [
            $"{facts.Paths.Environment}/bin/python",
            $"{facts.Paths.App}/manage.py",
            "runserver",
            "--noreload",
            $"0.0.0.0:{StartCommandInference.Text(facts.Port)}",
        ];
        return new StartCommand(
            runserver,
            "Django's development server: add gunicorn or uvicorn for production",
            facts.Port
        );
    }

    private static string[]? Asgi(ApplicationFacts facts, string target)
    {
        if (facts.Installed.Contains("uvicorn"))
            return Uvicorn(facts, target);
        var port = StartCommandInference.Text(facts.Port);
        if (facts.Installed.Contains("hypercorn"))
            return [$"{facts.Paths.Environment}/bin/hypercorn", "--bind", $"0.0.0.0:{port}", target];
        return facts.Installed.Contains("granian")
            ?
            [
                $"{facts.Paths.Environment}/bin/granian",
                "--interface",
                "asgi",
                "--host",
                "0.0.0.0",
                "--port",
                port,
                target,
            ]
            : null;
    }

    private static string[] Wsgi(ApplicationFacts facts, string target) =>
        WsgiServer(facts, target)
        ??
        [
            $"{facts.Paths.Environment}/bin/flask",
            "--app",
            target,
            "run",
            "--host=0.0.0.0",
            $"--port={StartCommandInference.Text(facts.Port)}",
        ];

    private static string[]? WsgiServer(ApplicationFacts facts, string target)
    {
        if (facts.Installed.Contains("gunicorn"))
            return Gunicorn(facts, target);
        return facts.Installed.Contains("waitress")
            ?
            [
                $"{facts.Paths.Environment}/bin/waitress-serve",
                "--host=0.0.0.0",
                $"--port={StartCommandInference.Text(facts.Port)}",
                target,
            ]
            : null;
    }

    private static string[] Uvicorn(ApplicationFacts facts, string target) =>
        [
            $"{facts.Paths.Environment}/bin/uvicorn",
            target,
            "--host",
            "0.0.0.0",
            "--port",
            StartCommandInference.Text(facts.Port),
        ];

    // With a gunicorn.conf.py the project has decided; PORT is in the image's environment for it. Without, /dev/shm
    // keeps a read-only root possible.
    private static string[] Gunicorn(ApplicationFacts facts, string target) =>
        !facts.IsPackage && facts.Files.ContainsKey("gunicorn.conf.py")
            ? [$"{facts.Paths.Environment}/bin/gunicorn", target]
            :
            [
                $"{facts.Paths.Environment}/bin/gunicorn",
                "--bind",
                $"0.0.0.0:{StartCommandInference.Text(facts.Port)}",
                "--worker-tmp-dir",
                "/dev/shm",
                target,
            ];

    private static bool IsCandidate(string path) =>
        path.EndsWith(".py", StringComparison.Ordinal)
        && path.Count(c => c == '/') <= 1
        && s_modules.Contains(Path.GetFileNameWithoutExtension(path));

    [GeneratedRegex(
        @"^(?<name>[A-Za-z_]\w*)\s*(:[^=\n]+)?=\s*(\w+\.)*(?<framework>FastAPI|Starlette|Litestar|Quart|Flask)\(",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex ApplicationObject();

    // PEP 3333 and the ASGI specification name the arguments by their places; nearly everyone keeps the names too.
    [GeneratedRegex(
        @"^(def[ \t]+(?<name>[A-Za-z_]\w*)[ \t]*\(\s*environ\b[^,)]*,\s*start_response\b"
            + @"|(?<asgi>async[ \t]+def)[ \t]+(?<name>[A-Za-z_]\w*)[ \t]*"
            + @"\(\s*scope\b[^,)]*,\s*receive\b[^,)]*,\s*send\b)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Callable();
}
