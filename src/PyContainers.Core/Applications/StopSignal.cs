using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>
/// With which signal a container is stopped. Linux drops signals that process 1 does not handle: a plain Python program
/// ignores SIGTERM there and is killed after the grace period, but Python itself makes SIGINT a
/// <c>KeyboardInterrupt</c>. Servers handle SIGTERM, and some of them stop without waiting for requests at SIGINT, so
/// they keep it.
/// </summary>
internal static class StopSignal
{
    private const string Interrupt = "SIGINT";

    // Servers that handle a KeyboardInterrupt only.
    private static readonly string[] s_interrupted = ["flask", "waitress-serve"];

    // A program that sees to SIGTERM itself, or is a gunicorn, which stops at once at SIGINT.
    private static readonly string[] s_seesToIt = ["SIGTERM", "gunicorn.app"];

    /// <summary>The signal for a command; null for the base image's.</summary>
    /// <param name="words">The command in exec form.</param>
    /// <param name="view">What the container finds.</param>
    public static string? Of(IReadOnlyList<string> words, ContainerView view)
    {
        List<string> command =
        [
            .. words.SkipWhile((word, i) =>
                i == 0 ? IsEnv(word) : IsEnv(words[0]) && word.Contains('=', StringComparison.Ordinal)),
        ];
        if (!view.OwnsApplication || command is not [var program, .. var arguments])
            return null;
        return IsInterrupted(SlashPath.Name(program), arguments, view)
            && !Sources(view).Select(File.ReadAllText).Any(SeesToIt)
            ? Interrupt
            : null;
    }

    private static bool IsInterrupted(string program, IReadOnlyList<string> arguments, ContainerView view)
    {
        if (program == "python" || program == "python3" || program == "python" + view.MinorVersion)
            return PythonArguments.Parse(arguments) is { Code: null } python
                && (python.Module is null || IsOwn(python.Module, view));
        return s_interrupted.Contains(program, StringComparer.Ordinal)
            || view.LocalDistributions().Any(one => one.Scripts.Any(script => script.Name == program));
    }

    private static bool IsOwn(string module, ContainerView view)
    {
        var top = module.Split('.')[0];
        return !view.Staging.Distributions.Except(view.LocalDistributions()).SelectMany(one => one.Record)
            .Any(line => line.Path == top + ".py" || line.Path.StartsWith(top + "/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources(ContainerView view) =>
        view.Application.OfType<FileEntry>().Select(entry => entry.Source)
            .Concat(view.LocalDistributions().SelectMany(one => one.Record).Select(line => line.File).OfType<string>())
            .Where(file => file.EndsWith(".py", StringComparison.Ordinal) && File.Exists(file));

    private static bool SeesToIt(string source) =>
        Array.Exists(s_seesToIt, word => source.Contains(word, StringComparison.Ordinal));

    private static bool IsEnv(string word) => word is "env" or "/usr/bin/env";
}
