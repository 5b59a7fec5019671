using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Applications;

/// <summary>Frameworks whose applications are scripts that a program of theirs serves: run by Python alone, such a
/// script ends at once, or serves the container alone.</summary>
public static partial class AppFrameworks
{
    // What the module is called, and what its program takes behind the file; null: only the user can say.
    private static readonly (string Module, string Program, Func<string, string[]>? Arguments)[] s_frameworks =
    [
        (
            "streamlit",
            "streamlit run",
            port =>
                [
                    "--server.address=0.0.0.0",
                    $"--server.port={port}",
                    "--server.headless=true",
                    "--browser.gatherUsageStats=false",
                ]
        ),
        ("chainlit", "chainlit run", port => ["--host", "0.0.0.0", "--port", port, "--headless"]),
        ("marimo", "marimo run", port => ["--host", "0.0.0.0", "--port", port, "--headless"]),
        ("shiny", "shiny run", port => ["--host", "0.0.0.0", "--port", port]),
        ("solara", "solara run", port => ["--host", "0.0.0.0", "--port", port, "--production"]),
        ("panel", "panel serve", null),
        ("bokeh", "bokeh serve", null),
    ];

    /// <summary>The commands of the application's scripts; none where no such framework is.</summary>
    /// <exception cref="PyContainersException">PYC2044.</exception>
    internal static List<StartCommand> Find(ApplicationFacts facts)
    {
        if (facts.IsPackage)
            return [];
        foreach (var (module, program, arguments) in s_frameworks.Where(one => facts.Installed.Contains(one.Module)))
        {
            var scripts = Scripts(facts, module);
            if (scripts.Count == 0)
                continue;
            if (arguments is null)
                throw StartErrors.NoServer(
                    $"'{scripts[0]}' is for '{program}', which has to know the address that browsers use",
                    $"Write <ContainerAppCommand Include=\"{program.Replace(' ', ';')};{scripts[0]};--address;0.0.0.0;"
                        + "--port;8080;--allow-websocket-origin;HOST:PORT\" />.",
                    facts.Files[scripts[0]]
                );
            return
            [
                .. scripts.Select(script => new StartCommand(
                    [
                        $"{facts.Paths.Environment}/bin/{program.Split(' ')[0]}",
                        program.Split(' ')[1],
                        $"{facts.Paths.App}/{script}",
                        .. arguments(StartCommandInference.Text(facts.Port)),
                    ],
                    $"{module} application '{script}'",
                    facts.Port
                )),
            ];
        }

        return [];
    }

    /// <summary>The command of a Dash application; null without one.</summary>
    /// <exception cref="PyContainersException">PYC2044 where no server could run it.</exception>
    internal static StartCommand? Dash(ApplicationFacts facts)
    {
        if (!facts.Installed.Contains("dash"))
            return null;
        foreach (var path in WebApplications.Candidates(facts))
        {
            var text = File.ReadAllText(facts.Files[path]);
            if (DashObject().Match(text) is not { Success: true } app)
                continue;
            var (name, module) = (app.Groups["name"].Value, WebApplications.ModuleOf(path));
            var server = Regex.Match(
                text,
                $@"^(?<name>[A-Za-z_]\w*)\s*(:[^=\n]+)?=\s*{name}\.server\b",
                RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(2)
            );
            if (!server.Success)
                throw StartErrors.NoServer(
                    $"'{path}' has a Dash application, and nothing that a server could load",
                    $"Add the line 'server = {name}.server' below it, and gunicorn to the dependencies.",
                    facts.Files[path]
                );
            var target = $"{module}:{server.Groups["name"].Value}";
            return WebServers.Wsgi(facts, target) is { } command
                ? new StartCommand(command, $"Dash application '{target}'", facts.Port)
                : throw StartErrors.NoServer(
                    $"'{path}' has a Dash application, and no server is installed that could run it: Dash's own is for "
                        + "development only",
                    $"{WebServers.Advice("gunicorn", facts)} The image then starts as 'gunicorn {target}'.",
                    facts.Files[path]
                );
        }

        return null;
    }

    /// <summary>Has a Gradio application listen for others than the container itself; it reads variables.</summary>
    public static StartCommand Listening(StartCommand start, ApplicationFacts facts) =>
        facts.Installed.Contains("gradio")
            ? start with
            {
                Port = start.Port ?? facts.Port,
                Variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["GRADIO_SERVER_NAME"] = "0.0.0.0",
                    ["GRADIO_SERVER_PORT"] = StartCommandInference.Text(facts.Port),
                },
            }
            : start;

    // The name that the framework's own guide uses, else the usual ones, else the only one at the top.
    private static List<string> Scripts(ApplicationFacts facts, string module)
    {
        var all = facts
            .Files.Keys.Where(path =>
                path.EndsWith(".py", StringComparison.Ordinal) && !path.Contains('/', StringComparison.Ordinal)
            )
            .Where(path =>
                Import()
                    .Matches(File.ReadAllText(facts.Files[path]))
                    .Any(match => match.Groups["module"].Value == module)
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        if (all.Contains($"{module}_app.py"))
            return [$"{module}_app.py"];
        var usual = all.Where(path => path is "app.py" or "main.py").ToList();
        return usual.Count > 0 ? usual : all;
    }

    [GeneratedRegex(
        @"^(import|from)[ \t]+(?<module>[A-Za-z_]\w*)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Import();

    [GeneratedRegex(
        @"^(?<name>[A-Za-z_]\w*)\s*(:[^=\n]+)?=\s*(\w+\.)*(Dash|JupyterDash)\(",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex DashObject();
}
