namespace PyContainers.Core.Uv;

/// <summary>The parts of uv's error text: <c>error: what</c>, causes below it, and a hint. Older versions draw a tree
/// instead.</summary>
/// <param name="What">The first error line.</param>
/// <param name="Causes">Each cause, its continuation lines joined.</param>
/// <param name="Hint">The advice, or empty.</param>
/// <param name="LastDetail">The last line before the hint: in a TOML excerpt, what is wrong.</param>
public sealed record UvText(string What, IReadOnlyList<string> Causes, string Hint, string LastDetail)
{
    private static readonly string[] s_causes = ["cause: ", "Caused by: ", "├─▶ ", "╰─▶ "];

    /// <summary>What happened, as a sentence.</summary>
    public string Statement => Sentence(What);

    /// <summary>What and why in one line.</summary>
    public string Whole =>
        Sentence(string.Join(": ", Causes.Prepend(What.TrimEnd('.')).Select(part => part.TrimEnd(':', ' '))));

    /// <summary>What, why and uv's advice.</summary>
    public string WholeWithHint => Hint.Length == 0 ? Whole : Whole + " " + Sentence(Hint);

    /// <summary>Reads standard error.</summary>
    public static UvText Parse(string error)
    {
        string what = "", hint = "", last = "";
        var causes = new List<string>();
        foreach (var raw in error.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || raw.StartsWith("warning:", StringComparison.Ordinal))
                continue;
            if (Strip(line, "hint: ") is { } advice)
                hint = advice;
            else if (what.Length == 0)
                what = Strip(line, "error: ") ?? Strip(line, "× ") ?? "";
            else if (hint.Length == 0)
            {
                AddDetail(causes, line);
                last = line;
            }
        }

        var fallback =
            error.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "it printed no message";
        return what.Length == 0
            ? new UvText(fallback, [], "", fallback)
            : new UvText(what, causes, hint, Sentence(last));
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

    private static string Sentence(string text) => text.Length == 0 || text.EndsWith('.') ? text : text + ".";
}
