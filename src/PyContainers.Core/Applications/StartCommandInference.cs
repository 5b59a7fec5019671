using System.Globalization;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Applications;

/// <summary>Infers how an image starts: the script that is all there is, a console script, then what a web framework's
/// project means, then <c>__main__.py</c> or <c>main.py</c>.</summary>
public static class StartCommandInference
{
    private static readonly string[] s_servers =
    [
        "uvicorn",
        "gunicorn",
        "hypercorn",
        "granian",
        "daphne",
        "waitress",
        "fastapi",
        "flask",
        "django",
        "starlette",
        "litestar",
        "quart",
        "aiohttp",
        "tornado",
        "streamlit",
        "gradio",
        "dash",
        "chainlit",
        "shiny",
        "solara",
    ];

    /// <summary>Infers the command.</summary>
    /// <exception cref="PyContainersException">PYC2006 when several are possible, PYC2007 when none is, PYC2044 for an
    /// application that nothing could serve.</exception>
    public static StartCommand Infer(ApplicationFacts facts) => AppFrameworks.Listening(Find(facts), facts);

    private static StartCommand Find(ApplicationFacts facts)
    {
        if (facts.Script is { } script)
            return new StartCommand(
                [$"{facts.Paths.Environment}/bin/python", $"{facts.Paths.App}/{Path.GetFileName(script)}"],
                "the script",
                PortOf(facts)
            );
        if (facts.ConsoleScripts.Count > 0)
            return FromConsoleScripts(facts);

        return Only([.. WebApplications.Find(facts), .. AppFrameworks.Find(facts)], facts)
            ?? Only(WebApplications.FindPlain(facts), facts)
            ?? Only(ApplicationFactories.FindMade(facts), facts)
            ?? AppFrameworks.Dash(facts)
            ?? (facts.ScriptsLeftOut.Count > 0
                ? throw ProjectErrors.ScriptsNotInstalled(facts.ScriptsLeftOut, facts.ProjectFile)
                : FromMain(facts))
            ?? Only(ApplicationFactories.Find(facts), facts)
            ?? throw ProjectErrors.NoEntryPoint(facts.ProjectFile, ApplicationFactories.Advice(facts));
    }

    private static StartCommand? Only(List<StartCommand> found, ApplicationFacts facts) =>
        found.Count > 1
            ? throw ProjectErrors.AmbiguousEntryPoint(
                found.Select(command => string.Join(' ', command.Arguments)),
                facts.ProjectFile
            )
            : found.FirstOrDefault();

    /// <summary>The port that an application with these distributions serves on when its command does not say
    /// so.</summary>
    public static int? PortOf(ApplicationFacts facts) => s_servers.Any(facts.Installed.Contains) ? facts.Port : null;

    private static StartCommand FromConsoleScripts(ApplicationFacts facts)
    {
        var name = facts.ConsoleScripts is [var only]
            ? only
            : facts.ConsoleScripts.FirstOrDefault(script => PackageName.Same(script, facts.Name));
        return name is null
            ? throw ProjectErrors.AmbiguousEntryPoint(facts.ConsoleScripts, facts.ProjectFile)
            : new StartCommand([$"{facts.Paths.Environment}/bin/{name}"], $"console script '{name}'", PortOf(facts));
    }

    private static StartCommand? FromMain(ApplicationFacts facts)
    {
        var python = $"{facts.Paths.Environment}/bin/python";
        if (facts.IsPackage)
        {
            var mains = facts
                .Files.Keys.Where(path =>
                    path.EndsWith("/__main__.py", StringComparison.Ordinal) && path.Count(c => c == '/') == 1
                )
                .Order(StringComparer.Ordinal)
                .Select(path => path[..path.IndexOf('/', StringComparison.Ordinal)])
                .ToList();
            return mains switch
            {
                [var only] => new StartCommand([python, "-m", only], $"'{only}/__main__.py'", PortOf(facts)),
                [] => null,
                _ => throw ProjectErrors.AmbiguousEntryPoint(
                    mains.Select(main => $"python -m {main}"),
                    facts.ProjectFile
                ),
            };
        }

        foreach (var file in new[] { "main.py", "__main__.py", "app.py" })
        {
            if (!facts.Files.ContainsKey(file))
                continue;
            WebApplications.RefuseWithoutServer(facts, file);
            return new StartCommand([python, $"{facts.Paths.App}/{file}"], $"'{file}'", PortOf(facts));
        }

        return null;
    }

    /// <summary>A number as text, whatever the locale.</summary>
    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
