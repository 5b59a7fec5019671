using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Applications;

/// <summary>Finds web applications in a project's files and the servers that can run them.</summary>
internal static partial class WebApplications
{
    internal static readonly string[] s_asgi = ["FastAPI", "Starlette", "Litestar", "Quart"];

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

    /// <summary>Refuses to run a file whose application nothing installed could serve: Python would read it and
    /// end.</summary>
    /// <exception cref="PyContainersException">PYC2044.</exception>
    public static void RefuseWithoutServer(ApplicationFacts facts, string path)
    {
        var text = File.ReadAllText(facts.Files[path]);
        if (text.Contains("__main__", StringComparison.Ordinal)
            || ApplicationObject().Match(text) is not { Success: true } match)
            return;
        throw StartErrors.NoServer(
            $"'{path}' has a {match.Groups["framework"].Value} application, and no server is installed that could run "
                + "it",
            $"{WebServers.Advice("uvicorn", facts)} The image then starts as 'uvicorn "
                + $"{path[..^3]}:{match.Groups["name"].Value}'.",
            facts.Files[path]
        );
    }

    /// <summary>The files in which web applications usually are, in ordinal order.</summary>
    internal static IEnumerable<string> Candidates(ApplicationFacts facts) =>
        facts.Files.Keys.Where(IsCandidate).Order(StringComparer.Ordinal);

    private static IEnumerable<StartCommand> PlainInFile(ApplicationFacts facts, string path)
    {
        var module = ModuleOf(path);
        foreach (Match match in Callable().Matches(File.ReadAllText(facts.Files[path])))
        {
            var target = $"{module}:{match.Groups["name"].Value}";
            var isAsgi = match.Groups["asgi"].Success;
            var command = isAsgi ? WebServers.Asgi(facts, target) : WebServers.Wsgi(facts, target);
            if (command is not null)
                yield return new StartCommand(command, $"{(isAsgi ? "ASGI" : "WSGI")} callable '{target}'", facts.Port);
        }
    }

    private static IEnumerable<StartCommand> InFile(ApplicationFacts facts, string path)
    {
        var module = ModuleOf(path);
        foreach (Match match in ApplicationObject().Matches(File.ReadAllText(facts.Files[path])))
        {
            var target = $"{module}:{match.Groups["name"].Value}";
            var framework = match.Groups["framework"].Value;
            var command = s_asgi.Contains(framework)
                ? WebServers.Asgi(facts, target)
                : WebServers.Flask(facts, target);
            if (command is not null)
                yield return new StartCommand(command, $"{framework} application '{target}'", facts.Port);
        }
    }

    private static StartCommand Django(ApplicationFacts facts)
    {
        string? Module(string name) =>
            facts
                .Files.Keys.Where(path =>
                    path.EndsWith($"/{name}.py", StringComparison.Ordinal) && path.Count(c => c == '/') <= 2
                )
                .OrderBy(path => path.Count(c => c == '/'))
                .ThenBy(path => path, StringComparer.Ordinal)
                .Select(ModuleOf)
                .FirstOrDefault();

        var (wsgi, asgi) = (Module("wsgi"), Module("asgi"));
        if (wsgi is not null && WebServers.Wsgi(facts, $"{wsgi}:application") is { } wsgiCommand)
            return new StartCommand(wsgiCommand, $"Django site '{wsgi}'", facts.Port);
        if (asgi is not null && WebServers.Asgi(facts, $"{asgi}:application") is { } asgiCommand)
            return new StartCommand(asgiCommand, $"Django site '{asgi}'", facts.Port);
        throw StartErrors.NoServer(
            (wsgi ?? asgi) is null
                ? "'manage.py' belongs to a Django site, and there is no 'wsgi.py' or 'asgi.py' for a server to load"
                : "'manage.py' belongs to a Django site, and no server is installed that could run it: Django's own "
                    + "'runserver' is for development only",
            (wsgi ?? asgi) is null
                ? "Name the command with ContainerAppCommand, for instance <ContainerAppCommand "
                    + "Include=\"gunicorn;--bind;0.0.0.0:8080;mysite.wsgi\" />."
                : WebServers.Advice("gunicorn", facts)
                    + $" With gunicorn, the image starts as 'gunicorn {wsgi ?? asgi}:application'.",
            facts.Files["manage.py"]
        );
    }

    /// <summary>Whether an application is looked for in a file.</summary>
    internal static bool IsCandidate(string path) =>
        path.EndsWith(".py", StringComparison.Ordinal)
        && path.Count(c => c == '/') <= 1
        && s_modules.Contains(Path.GetFileNameWithoutExtension(path));

    /// <summary>The module that a Python file is, ex: <c>shop.web</c>; of an <c>__init__.py</c> its package.</summary>
    internal static string ModuleOf(string path)
    {
        var module = path[..^".py".Length].Replace('/', '.');
        return module.EndsWith(".__init__", StringComparison.Ordinal) ? module[..^".__init__".Length] : module;
    }

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
