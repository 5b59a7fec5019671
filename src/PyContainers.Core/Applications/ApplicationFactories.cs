using System.Text.RegularExpressions;

namespace PyContainers.Core.Applications;

/// <summary>Web applications that a function makes: <c>create_app()</c>, and <c>app = create_app()</c>.</summary>
internal static partial class ApplicationFactories
{
    // Their distributions are called as their classes are.
    private static readonly string[] s_asgi = [.. WebApplications.s_asgi.Select(name => name.ToLowerInvariant())];

    /// <summary>The commands for module-level objects that a factory has made.</summary>
    public static List<StartCommand> FindMade(ApplicationFacts facts) =>
        [
            .. from path in WebApplications.Candidates(facts)
               from Match match in Made().Matches(File.ReadAllText(facts.Files[path]))
               let target = $"{WebApplications.ModuleOf(path)}:{match.Groups["name"].Value}"
               let command = IsAsgi(facts, "") ? WebServers.Asgi(facts, target)
                   : IsWsgi(facts) ? WebServers.Flask(facts, target)
                   : null
               where command is not null
               select new StartCommand(command, $"application '{target}'", facts.Port),
        ];

    /// <summary>The commands for factories that need no argument.</summary>
    public static List<StartCommand> Find(ApplicationFacts facts) =>
        [
            .. All(facts)
                .Where(factory => factory.CanBeCalled)
                .Select(factory => Command(facts, factory) is { } command
                    ? new StartCommand(command, $"application factory '{factory.Target}()'", facts.Port)
                    : null)
                .OfType<StartCommand>(),
        ];

    /// <summary>What to write for the factories that are there, as the end of a message; empty without any.</summary>
    public static string Advice(ApplicationFacts facts) =>
        All(facts).FirstOrDefault() is not { Target: not null } factory ? ""
        : factory.IsAsgi ? $" '{factory.Target}()' makes an application: <ContainerAppCommand Include=\"uvicorn;"
            + $"--factory;{factory.Target};--host;0.0.0.0;--port;8080\" /> serves it once uvicorn is installed."
        : $" '{factory.Target}()' makes an application: <ContainerAppCommand Include=\"gunicorn;--bind;0.0.0.0:8080;"
            + $"{factory.Target}()\" /> serves it once gunicorn is installed.";

    private static IEnumerable<(string Target, bool IsAsgi, bool CanBeCalled)> All(ApplicationFacts facts) =>
        from path in facts.Files.Keys.Where(IsCandidate).Order(StringComparer.Ordinal)
        let text = File.ReadAllText(facts.Files[path])
        from Match match in Factory().Matches(text)
        select (
            $"{WebApplications.ModuleOf(path)}:{match.Groups["name"].Value}",
            IsAsgi(facts, text),
            match.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries).All(IsOptional)
        );

    private static string[]? Command(ApplicationFacts facts, (string Target, bool IsAsgi, bool CanBeCalled) factory)
    {
        if (factory.IsAsgi)
            return facts.Installed.Contains("uvicorn")
                ? [.. WebServers.Asgi(facts, factory.Target)!, "--factory"]
                : null;
        if (facts.Installed.Contains("gunicorn"))
            return WebServers.Wsgi(facts, factory.Target + "()");
        return facts.Installed.Contains("waitress")
            ? [.. WebServers.Wsgi(facts, factory.Target)![..^1], "--call", factory.Target]
            : facts.Installed.Contains("flask") ? WebServers.Flask(facts, factory.Target) : null;
    }

    private static bool IsAsgi(ApplicationFacts facts, string text) =>
        s_asgi.Any(facts.Installed.Contains)
        && (!IsWsgi(facts) || Asgi().IsMatch(text));

    private static bool IsWsgi(ApplicationFacts facts) => facts.Installed.Contains("flask");

    private static bool IsOptional(string argument) =>
        argument.Length == 0 || argument[0] is '*' or '/' || argument.Contains('=', StringComparison.Ordinal);

    private static bool IsCandidate(string path) =>
        WebApplications.IsCandidate(path)
        || path.Count(c => c == '/') is 1 or 2 && Path.GetFileName(path) is "__init__.py" or "factory.py";

    [GeneratedRegex(
        @"^def[ \t]+(?<name>(create|make|build|get)_app(lication)?)[ \t]*\((?<arguments>[^)]*)\)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Factory();

    [GeneratedRegex(
        @"^(?<name>app|application|api|server)\s*(:[^=\n]+)?=\s*(\w+\.)*(create|make|build|get)_app(lication)?\(",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Made();

    [GeneratedRegex(
        @"\b(FastAPI|Starlette|Litestar|Quart)\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Asgi();
}
