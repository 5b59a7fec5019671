using PyContainers.Core.Projects;

namespace PyContainers.Core.Applications;

/// <summary>The commands of the servers that are installed.</summary>
internal static class WebServers
{
    /// <summary>The command of an ASGI server; null without one.</summary>
    public static string[]? Asgi(ApplicationFacts facts, string target)
    {
        if (facts.Installed.Contains("uvicorn"))
            return Uvicorn(facts, target);
        var port = StartCommandInference.Text(facts.Port);
        if (facts.Installed.Contains("hypercorn"))
            return [$"{facts.Paths.Environment}/bin/hypercorn", "--bind", $"0.0.0.0:{port}", target];
        if (facts.Installed.Contains("granian"))
            return
            [
                $"{facts.Paths.Environment}/bin/granian",
                "--interface",
                "asgi",
                "--host",
                "0.0.0.0",
                "--port",
                port,
                target,
            ];
        return facts.Installed.Contains("daphne")
            ? [$"{facts.Paths.Environment}/bin/daphne", "-b", "0.0.0.0", "-p", port, target]
            : null;
    }

    /// <summary>The command of a WSGI server, else of Flask's own.</summary>
    public static string[] Flask(ApplicationFacts facts, string target) =>
        Wsgi(facts, target)
        ??
        [
            $"{facts.Paths.Environment}/bin/flask",
            "--app",
            target,
            "run",
            "--host=0.0.0.0",
            $"--port={StartCommandInference.Text(facts.Port)}",
        ];

    /// <summary>The command of a WSGI server; null without one.</summary>
    public static string[]? Wsgi(ApplicationFacts facts, string target)
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

    /// <summary>How to install a server, as a sentence.</summary>
    public static string Advice(string server, ApplicationFacts facts) =>
        Path.GetFileName(facts.ProjectFile) == Pyproject.FileName
            ? $"Run 'uv add {server}'."
            : $"Add '{server}' to '{Path.GetFileName(facts.ProjectFile)}'.";
}
