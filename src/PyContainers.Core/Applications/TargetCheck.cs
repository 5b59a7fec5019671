using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Applications;

/// <summary>Whether the image has what Python or a server is to run: a module, by its specification, or a
/// file.</summary>
/// <param name="view">What the container finds.</param>
/// <param name="modules">Finds modules.</param>
/// <param name="imports">Checks what is imported in turn.</param>
/// <param name="log">Told what only the container can show.</param>
internal sealed partial class TargetCheck(
    ContainerView view, PythonModules modules, ImportCheck imports, ILog log)
{
    // Servers that take module:name, with the working directory among the places of modules.
    private static readonly string[] s_servers =
        ["gunicorn", "uvicorn", "hypercorn", "granian", "waitress-serve", "daphne"];

    // Programs that take a file as the first word behind this one.
    private static readonly string[] s_runners = ["streamlit", "fastapi", "chainlit", "marimo", "shiny", "solara"];

    private static readonly string[] s_usual = ["main", "cli", "app", "server", "run", "__init__"];

    private static readonly string[] s_otherFolder =
        ["--chdir", "--app-dir", "--pythonpath", "--python-path", "--working-dir", "-c", "--config"];

    /// <summary>Checks the arguments of Python.</summary>
    /// <param name="command">The command.</param>
    /// <param name="environment">Whether it is the environment's Python.</param>
    /// <exception cref="PyContainersException">PYC2042.</exception>
    public void Python(NamedCommand command, bool environment)
    {
        if (PythonArguments.Parse([.. command.Words.Skip(1)]) is not { } arguments)
            return;
        if (arguments.Code is { } code)
        {
            PythonCode.Check(command, code, view.HostPython);
            imports.Code(code);
            return;
        }

        if (arguments.File is { } file)
        {
            File(command, file, $"Python is to run '{file}'", folders: true);
            imports.File(view.Absolute(file));
            return;
        }

        var module = arguments.Module!;
        var kind = modules.Find(module, arguments.SeesWorkingDirectory, arguments.SeesVariables, environment);
        if (kind == ModuleKind.Package)
            throw StartErrors.NoTarget(
                command.Setting,
                $"'{module}' is a package without '__main__.py', so 'python -m {module}' has nothing to run",
                Proposal(command, module, RunnableIn(module))
            );
        if (kind == ModuleKind.Unknown && view is { OwnsApplication: true, IsComplete: true })
            log.Warning(
                StartErrors.Unknown(command.Setting, $"whether the image has the module '{module}' is not known", "")
            );
        if (kind == ModuleKind.Missing && module.EndsWith(".py", StringComparison.Ordinal))
            throw StartErrors.NoTarget(
                command.Setting,
                $"'python -m' takes the name of a module, and '{module}' is a file",
                StartAdvice.Line(
                    command,
                    [.. command.Words.Select(word => word == module ? module[..^3].Replace('/', '.') : word)]
                )
            );
        if (kind == ModuleKind.Missing)
            throw StartErrors.NoTarget(
                command.Setting,
                Missing(module, arguments.SeesWorkingDirectory, environment),
                Proposal(command, module, Near(module))
            );
        imports.Module(module);
    }

    /// <summary>Checks what a server is to import.</summary>
    /// <param name="command">The command.</param>
    /// <param name="program">The server.</param>
    /// <exception cref="PyContainersException">PYC2042.</exception>
    public void Server(NamedCommand command, string program)
    {
        var words = command.Words;
        if (s_runners.Contains(program)
            && words.ElementAtOrDefault(2) is { } file
            && file.EndsWith(".py", StringComparison.Ordinal))
            File(command, file, $"'{program}' is to run '{file}'", folders: false);
        if (!s_servers.Contains(program) || words.Any(IsOtherFolder))
            return;
        // One name alone counts: behind an option there may be another kind of word with a colon.
        foreach (var word in words.Skip(1).Where(word => Target().IsMatch(word)))
        {
            var module = word[..word.IndexOf(':', StringComparison.Ordinal)];
            if (modules.Find(module, workingDirectory: true) == ModuleKind.Missing)
                throw StartErrors.NoTarget(
                    command.Setting,
                    Missing(module, workingDirectory: true, environment: true),
                    Proposal(command, module, Near(module))
                );
            imports.Module(module);
        }
    }

    private void File(NamedCommand command, string file, string what, bool folders)
    {
        var path = view.Absolute(file);
        if (modules.HasFile(path) || folders && modules.HasFile(path + "/__main__.py"))
            return;
        if (!view.Knows(path))
        {
            if (view.OwnsApplication && view.IsComplete)
                log.Warning(
                    StartErrors.Unknown(command.Setting, $"{what}, and whether the image has it is not known", "")
                );
            return;
        }

        var isFolder = folders && modules.Has(path);
        throw StartErrors.NoTarget(
            command.Setting,
            isFolder ? $"{what}, a folder without '__main__.py'" : $"{what}, and the image has no '{path}'",
            StartAdvice.OfFile(view, file) ?? Proposal(command, file, NearFiles(file))
        );
    }

    private string Missing(string module, bool workingDirectory, bool environment) =>
        $"the module '{module}' is neither "
        + (workingDirectory ? $"in the working directory '{view.Paths.App}' nor " : "")
        + (environment ? "installed nor " : "")
        + (environment ? "in the standard library" : "in the standard library of this Python, which is not the "
            + "environment's");

    private List<string> RunnableIn(string package) =>
        [
            .. s_usual
                .Select(name => $"{package}.{name}")
                .Where(name => modules.Find(name, workingDirectory: true) == ModuleKind.Module),
        ];

    private List<string> Near(string module)
    {
        var top = module.Split('.')[0];
        List<string> near =
        [
            .. NearestNames.Of(module, modules.Siblings(module)),
            .. NearestNames.Of(top, modules.TopNames()).Select(name => Whole(name + module[top.Length..], name)),
            .. RunnableIn(top),
        ];
        if (near.Count == 0)
            near.AddRange(modules.OwnNames());
        return [.. near.Where(name => name != module).Distinct(StringComparer.Ordinal)];
    }

    private string Whole(string name, string top) =>
        modules.Find(name, workingDirectory: true) is ModuleKind.Missing or ModuleKind.Unknown ? top : name;

    private List<string> NearFiles(string file)
    {
        var app = view.Paths.App.Trim('/') + "/";
        List<string> files =
        [
            .. view.Application.Select(entry => entry.Path)
                .Where(path => path.StartsWith(app, StringComparison.Ordinal))
                .Where(path => path.EndsWith(".py", StringComparison.Ordinal))
                .Select(path => path[app.Length..]),
        ];
        var near = NearestNames.Of(file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file, files);
        return [.. near.Count > 0 ? near : files];
    }

    private static string Proposal(NamedCommand command, string wrong, List<string> right) =>
        right.Count == 0
            ? $"Correct {command.Setting}."
            : $"The image has {NearestNames.List(right)}. "
                + (NearestNames.Of(wrong, right).Count == 0 ? $"Correct {command.Setting}." : StartAdvice.Line(
                    command,
                    [.. command.Words.Select(word => word.Replace(wrong, right[0], StringComparison.Ordinal))]
                ));

    private static bool IsOtherFolder(string word) =>
        Array.Exists(
            s_otherFolder,
            option => word == option || word.StartsWith(option + "=", StringComparison.Ordinal)
        );

    [GeneratedRegex(
        @"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_][\w.]*(\(.*\))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Target();
}
