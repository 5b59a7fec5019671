using System.Text.RegularExpressions;

namespace PyContainers.Faults;

/// <summary>How a publish ended.</summary>
/// <param name="ExitCode">Null when it did not end in time and was killed.</param>
/// <param name="Output">What it printed.</param>
internal sealed partial record PublishEnd(int? ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The codes of its errors, each once.</summary>
    public IReadOnlyList<string> ErrorCodes =>
        [.. Error().Matches(Output).Select(match => match.Groups["code"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Judges it: the image that was to be, or one error of ours.</summary>
    /// <param name="layers">Reads the image that it made.</param>
    /// <param name="expected">The layers of ours that it has to have.</param>
    /// <param name="mayBlameTheSystem">Whether PYC9001, "the file system refused", is an answer.</param>
    public Outcome Judge(
        Func<IReadOnlyList<string>> layers,
        IReadOnlyList<string> expected,
        bool mayBlameTheSystem = true
    )
    {
        if (Trace().Match(Output) is { Success: true } trace)
            return Outcome.Wrong($"a stack trace: {trace.Value.Trim()} {Short()}");
        if (Succeeded)
            return Image(layers, expected);
        return ErrorCodes is [var code] && code.StartsWith("PYC", StringComparison.Ordinal)
            && (code[3] != '9' || code == "PYC9001" && mayBlameTheSystem)
            ? new Outcome(Verdict.Coded, Short())
            : Outcome.Wrong(ExitCode is null ? $"it hangs {Short()}" : $"exit code {ExitCode}: {Short()}");
    }

    private static Outcome Image(Func<IReadOnlyList<string>> layers, IReadOnlyList<string> expected)
    {
        try
        {
            var made = layers();
            if (made.SequenceEqual(expected, StringComparer.Ordinal))
                return Outcome.Right;
            var other = Enumerable.Range(0, made.Count).Where(at => made[at] != expected.ElementAtOrDefault(at));
            return Outcome.Wrong($"an image with other layers: {string.Join(", ", other)} of {made.Count}, "
                + $"{expected.Count} wanted");
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            return Outcome.Wrong($"an image that is not sound: {e.Message}");
        }
    }

    /// <summary>Its errors, or its last lines, in a line.</summary>
    public string Short()
    {
        var lines = Output
            .Split('\n')
            .Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
            .Select(line => line.Trim())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var text = ExitCode is null && lines.Count == 0
            ? "no end"
            : string.Join(" / ", lines.Count > 0 ? lines.Take(3) : Output.Split('\n').TakeLast(6));
        return text.Length <= 600 ? text : text[..600];
    }

    [GeneratedRegex(
        "(?<=[:)] |^)error (?<code>[A-Z]+[0-9]+)? ?:",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Error();

    [GeneratedRegex(
        @"^ +at [A-Za-z_.`0-9]+\(.*$|Unhandled exception.*$|^.*MSB4018.*$|Traceback \(most recent",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Trace();
}
