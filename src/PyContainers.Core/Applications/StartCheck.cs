using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Applications;

/// <summary>A command in exec form, and who says it.</summary>
/// <param name="Setting">For messages, ex: <c>ContainerAppCommand</c>.</param>
/// <param name="Words">The program and its arguments.</param>
public sealed record NamedCommand(string Setting, IReadOnlyList<string> Words);

/// <summary>Looks a command up as the container will: the program on <c>PATH</c> or in the working directory, then what
/// Python or a server is to run. Nothing is started.</summary>
/// <param name="view">What the container finds.</param>
/// <param name="log">Told what only the container can show.</param>
public sealed class StartCheck(ContainerView view, ILog log)
{
    // They start what comes behind them.
    private static readonly string[] s_wrappers = ["env", "tini", "dumb-init", "catatonit", "nice"];

    private readonly ImagePrograms _programs = new(view);
    private readonly Lazy<PythonModules> _modules = new(() => new PythonModules(view));
    private ImportCheck? _imports;

    private ImportCheck Imports => _imports ??= new ImportCheck(view, _modules.Value, log);

    private TargetCheck Target => new(view, _modules.Value, Imports, log);

    /// <summary>Checks a command.</summary>
    /// <exception cref="PyContainersException">PYC2019, PYC2040, PYC2042, PYC2043.</exception>
    public void Check(NamedCommand command)
    {
        if (command.Words is not [{ Length: > 0 } program, ..])
            return;
        if (BootScript.Find(program, view, _programs) is { } script)
            script.Check(_programs, view.BaseImage);
        else if (Locate(command) is { } path)
            Follow(command, path);
    }

    // The program's full path; null when only the container can tell.
    private string? Locate(NamedCommand command)
    {
        var program = command.Words[0];
        var isName = !program.Contains('/', StringComparison.Ordinal);
        List<string> places = isName
            ? [.. _programs.SearchPath.Select(folder => $"{folder}/{program}")]
            : [view.Absolute(program)];
        if (places.Find(_programs.Has) is { } found)
            return found;
        var unknown = places.Find(_programs.MayHave);
        if (unknown is null)
        {
            var missing = new StartAdvice(view, _programs, _modules).NoProgram(command);
            if (view.OwnsApplication)
                throw missing;
            log.Warning(missing.Diagnostic); // the .NET SDK chose it, and the base is its matter
        }
        else if (view.OwnsApplication && view.IsComplete)
            log.Warning(
                StartErrors.Unknown(
                    command.Setting,
                    $"whether the image has '{program}' is not known, because nobody has looked into "
                        + $"'{SlashPath.Folder(unknown)}' of the base image",
                    isName ? $"If it is there, write '{unknown}' or add the code to NoWarn." : ""
                )
            );
        return null;
    }

    private void Follow(NamedCommand command, string path)
    {
        var name = SlashPath.Name(path);
        if (s_wrappers.Contains(name))
            Wrapped(command, name == "env");
        else if (IsPython(path, view.Paths.Environment))
            Target.Python(command, environment: true);
        else if (view.OwnInterpreter && IsPython(path, view.Paths.Interpreter))
            Target.Python(command, environment: false);
        else if (path == $"{view.Paths.Environment}/bin/{name}")
        {
            new ScriptCheck(view, _modules.Value, Imports).Check(command.Setting, name);
            Target.Server(command, name);
        }
    }

    // tini -g -- gunicorn, env A=1 gunicorn; an option may have a value, so behind one only '--' tells where it ends.
    private void Wrapped(NamedCommand command, bool variables)
    {
        var rest = command.Words.Skip(1).ToList();
        var end = rest.IndexOf("--");
        if (end >= 0)
            rest = rest[(end + 1)..];
        else if (variables)
            rest = [.. rest.SkipWhile(word => word.Contains('=', StringComparison.Ordinal))];
        if (rest is [var program, ..] && !program.StartsWith('-') && (end >= 0 || !char.IsAsciiDigit(program[0])))
            Check(command with { Words = rest });
    }

    private bool IsPython(string path, string prefix) =>
        path == $"{prefix}/bin/python"
        || path == $"{prefix}/bin/python3"
        || path == $"{prefix}/bin/python{view.MinorVersion}";
}
