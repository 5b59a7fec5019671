using System.Text.RegularExpressions;

namespace PyContainers.Core.Uv;

/// <summary>The parts of uv's error text: <c>error: what</c>, causes below it, and a hint. Older versions draw a tree
/// instead.</summary>
/// <param name="What">The first error line.</param>
/// <param name="Causes">Each cause, its continuation lines joined.</param>
/// <param name="Hint">The advice, or empty.</param>
/// <param name="LastDetail">The last line before the hint: in a TOML excerpt, what is wrong.</param>
public sealed partial record UvText(string What, IReadOnlyList<string> Causes, string Hint, string LastDetail)
{
    private const int LongestOutput = 400;

    private static readonly string[] s_causes = ["cause: ", "Caused by: ", "├─▶ ", "╰─▶ "];

    /// <summary>What happened, as a sentence.</summary>
    public string Statement => Sentence(What);

    /// <summary>What and why in one line.</summary>
    public string Whole => Joined(Causes.Prepend(What.TrimEnd('.')));

    /// <summary>uv's advice, as a sentence.</summary>
    public string Advice => Sentence(Hint);

    /// <summary>What, why and uv's advice.</summary>
    public string WholeWithHint => Hint.Length == 0 ? Whole : Whole + " " + Advice;

    /// <summary>What, why and the end of what another program has printed: of a traceback, what was raised.</summary>
    public string WholeWithOutput =>
        Output.Length == 0 ? Whole : Joined([What.TrimEnd('.'), .. Causes, Output]);

    /// <summary>The end of what a build backend has printed, or empty.</summary>
    private string Output { get; init; } = "";

    /// <summary>Reads standard error.</summary>
    public static UvText Parse(string error)
    {
        var lines = error.Split('\n');
        var start = StartOf(lines);
        if (start < 0)
        {
            var only = lines.LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "it printed no message";
            return new UvText(only, [], "", only);
        }

        string hint = "", last = "";
        var causes = new List<string>();
        var (output, isOutput) = (lines[..start].Select(line => line.Trim()).ToList(), false);
        foreach (var raw in lines.Skip(start + 1))
        {
            var line = raw.Trim();
            if (line.Length == 0)
                continue;
            if (IsOutput(line))
                (output, isOutput) = ([], true);
            else if (Strip(isOutput ? raw : line, "hint: ") is { } advice)
                (hint, isOutput) = (advice, false);
            else if (isOutput)
                output.Add(line);
            else if (hint.Length == 0 && !raw.StartsWith("warning:", StringComparison.Ordinal))
            {
                AddDetail(causes, line);
                last = line;
            }
        }

        return new UvText(WhatIn(lines[start])!, causes, hint, Sentence(last)) { Output = EndOf(output) };
    }

    // A build backend's output comes before uv's own error, or in brackets below it; it may have lines that look alike.
    private static int StartOf(string[] lines)
    {
        var bracket = Array.FindIndex(lines, line => IsOutput(line.Trim()));
        return Array.FindLastIndex(
            bracket < 0 ? lines : lines[..bracket],
            line => line.StartsWith("error: ", StringComparison.Ordinal) || Strip(line.Trim(), "× ") is not null);
    }

    private static bool IsOutput(string line) => line is "[stdout]" or "[stderr]";

    private static string? WhatIn(string line) => Strip(line.Trim(), "error: ") ?? Strip(line.Trim(), "× ");

    // What was raised, with the lines of its message; or the last line.
    private static string EndOf(List<string> output)
    {
        var raised = output.FindLastIndex(line => Raised().IsMatch(line));
        var last = raised >= 0 ? output.Skip(raised) : output.Where(line => line.Length > 0).TakeLast(1);
        var end = string.Join(' ', last).Trim();
        return end.Length <= LongestOutput ? end : end[..LongestOutput] + " …";
    }

    private static void AddDetail(List<string> causes, string line)
    {
        var cause = s_causes.Select(prefix => Strip(line, prefix)).FirstOrDefault(text => text is not null);
        if (cause is not null)
            causes.Add(cause);
        else if (causes.Count > 0 && causes[^1].Length < 600) // a backend's whole output belongs in the log
            causes[^1] += " " + line;
    }

    private static string? Strip(string line, string prefix) =>
        line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..].Trim() : null;

    private static string Joined(IEnumerable<string> parts) =>
        Sentence(string.Join(": ", parts.Select(part => part.TrimEnd(':', ' '))));

    private static string Sentence(string text) => text.Length == 0 || text.EndsWith('.') ? text : text + ".";

    // ValueError: …; setuptools' own errors begin in lower case.
    [GeneratedRegex(
        @"^([A-Za-z_][\w.]*(Error|Exception|Exit|Interrupt|Failure|Warning|Group)|error|fatal)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Raised();
}
