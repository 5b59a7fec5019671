using System.Security;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>Says what to write instead of a command whose program the image does not have.</summary>
internal sealed partial class StartAdvice(ContainerView view, ImagePrograms programs, Lazy<PythonModules> modules)
{
    // They prepare an environment and start what comes behind 'run'; in the image the environment is ready.
    private static readonly string[] s_projectManagers =
        ["uv", "poetry", "pdm", "pipenv", "hatch", "rye", "pixi", "conda", "micromamba"];

    private static readonly string[] s_shells = ["sh", "bash", "ash", "dash", "zsh"];

    /// <summary>The error for a program that is not there.</summary>
    public PyContainersException NoProgram(NamedCommand command)
    {
        var program = command.Words[0];
        var name = SlashPath.Name(program);
        return StartErrors.NoProgram(command.Setting, program, Where(program), Cure(command, program, name));
    }

    /// <summary>The line to write.</summary>
    public static string Line(NamedCommand command, IReadOnlyList<string> words) => $"Write {Item(command, words)}.";

    /// <summary>What to do about a file that the project has and the image does not; null when it has none.</summary>
    public static string? OfFile(ContainerView view, string file)
    {
        if (view.Project is not { } project)
            return null;
        var relative = (file.StartsWith(view.Paths.App + "/", StringComparison.Ordinal)
            ? file[(view.Paths.App.Length + 1)..]
            : file).TrimStart('/');
        relative = relative.StartsWith("./", StringComparison.Ordinal) ? relative[2..] : relative;
        if (relative.Length == 0 || !File.Exists(Path.Combine(project.Folder, relative)))
            return null;
        var there = $"'{relative}' is in the project's folder, but not in the image: ";
        var hasSources = view.Application.OfType<FileEntry>()
            .Any(entry => HostPath.IsAbove(project.Folder, entry.Source));
        return hasSources
            ? there + $"it is left out. Add <PyContainerInclude Include=\"{SecurityElement.Escape(relative)}\" />."
            : there + "only the installed package is. Set PyContainerIncludeSources to true, or start the package with "
                + "'python;-m;NAME' or a console script.";
    }

    private string Where(string program) =>
        program.Contains('/', StringComparison.Ordinal)
            ? $"There is no '{view.Absolute(program)}'."
            : $"No folder on PATH has it ({string.Join(", ", programs.SearchPath)}).";

    private string Cure(NamedCommand command, string program, string name)
    {
        if (program.AsSpan().ContainsAny(' ', '\t'))
            return "Each word of a command is an item of its own. "
                + Line(command, program.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (s_projectManagers.Contains(name))
            return $"The environment is ready in the image, and its programs are on PATH, so '{name}' is not needed. "
                + (WithoutManager(command.Words) is { Count: > 0 } rest ? Line(command, rest)
                    : "Name the program itself.");
        if (s_shells.Contains(name))
            return WithoutShell(command);
        if (OfFile(view, program) is { } file)
            return file;
        var module = name.Replace('-', '_');
        if (modules.Value.Find(module, workingDirectory: true) == ModuleKind.Runnable)
            return Line(command, ["python", "-m", module, .. command.Words.Skip(1)]);
        var there = programs.NamesIn(view.Paths.Environment + "/bin").ToList();
        var near = NearestNames.Of(name, there);
        var all = NearestNames.List(near.Union(there, StringComparer.Ordinal));
        var has = there.Count == 0 ? "" : $"The environment has {all}. ";
        var line = near.Count == 0 ? "" : " Or write " + Item(command, [near[0], .. command.Words.Skip(1)]) + ".";
        return has + Adding(command, name) + line;
    }

    private string Adding(NamedCommand command, string name)
    {
        var add = view.Project?.Requirements is { Kind: not ProjectKind.Script } requirements
            ? $"Add the distribution that brings it to '{Path.GetFileName(requirements.File)}'"
            : $"Add the distribution that brings it ('uv add {name}')";
        return DistributionName().IsMatch(name)
            ? $"{add}, or set ContainerBaseImage to an image with it."
            : $"Correct {command.Setting}.";
    }

    private string WithoutShell(NamedCommand command)
    {
        var text = command.Words is [_, "-c" or "-ec" or "-lc", var given, ..] ? given : "";
        var simple = text.StartsWith("exec ", StringComparison.Ordinal) ? text["exec ".Length..] : text;
        return $"The base image '{view.BaseImage}' has no such shell. "
            + (simple.Length > 0 && !ShellSyntax().IsMatch(simple)
                ? Line(command, simple.Split(' ', StringSplitOptions.RemoveEmptyEntries)) + " Or set "
                : "Write a program and its arguments, which need no shell, or set ")
            + "ContainerBaseImage to an image with a shell.";
    }

    // uv run --frozen main.py, uv run -m shop, poetry run gunicorn x
    private static List<string> WithoutManager(IReadOnlyList<string> words)
    {
        if (words.ElementAtOrDefault(1) is not "run")
            return [];
        var rest = words.Skip(2).ToList();
        while (rest is [var option, ..] && option.StartsWith('-') && option is not ("-m" or "--module"))
            rest.RemoveAt(0);
        return rest switch
        {
            ["-m" or "--module", .. var module] => ["python", "-m", .. module],
            [var file, ..] when file.EndsWith(".py", StringComparison.Ordinal) => ["python", .. rest],
            _ => rest,
        };
    }

    private static string Item(NamedCommand command, IReadOnlyList<string> words)
    {
        var item = command.Setting.Contains(' ', StringComparison.Ordinal) ? "ContainerAppCommand" : command.Setting;
        return $"<{item} Include=\"{SecurityElement.Escape(string.Join(';', words))}\" />";
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DistributionName();

    [GeneratedRegex(@"[$&|;<>`'""\\()*?\n]|^\s*\w+=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShellSyntax();
}
