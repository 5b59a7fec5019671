using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PyContainers.Core.Development;

/// <summary>How a test ended.</summary>
public enum TestOutcome
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It failed, or could not be run.</summary>
    Failed,

    /// <summary>It was skipped, or is expected to fail.</summary>
    Skipped,
}

/// <summary>One test that was run.</summary>
/// <param name="ClassName">Its module and class, with dots.</param>
/// <param name="Name">Its name, with parameters.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why it did not pass, on one line; empty when it did.</param>
/// <param name="Detail">The traceback; empty when it passed.</param>
/// <param name="Output">What it printed.</param>
/// <param name="File">The file in which it failed or lies, relative to the project; null when unknown.</param>
/// <param name="Line">1-based line in it; 0 when unknown.</param>
public sealed record TestCase(
    string ClassName, string Name, TimeSpan Duration, TestOutcome Outcome, string Message, string Detail,
    string Output, string? File, int Line);

/// <summary>Reads JUnit XML, as pytest and our runner write it.</summary>
public static partial class JUnitReport
{
    /// <summary>Reads a report.</summary>
    /// <param name="file">Its full path.</param>
    public static IReadOnlyList<TestCase> Read(string file) =>
        [.. XDocument.Load(file).Descendants("testcase").Select(Of)];

    private static TestCase Of(XElement test)
    {
        var failure = test.Element("failure") ?? test.Element("error");
        var reason = failure ?? test.Element("skipped");
        var detail = failure?.Value ?? "";
        var (file, line) = Place(detail) ?? ((string?)test.Attribute("file"), Zero(test) + 1);
        return new TestCase(
            (string?)test.Attribute("classname") ?? "",
            (string?)test.Attribute("name") ?? "",
            TimeSpan.FromSeconds(Seconds(test)),
            failure is not null ? TestOutcome.Failed : reason is not null ? TestOutcome.Skipped : TestOutcome.Passed,
            OneLine((string?)reason?.Attribute("message") ?? ""),
            detail,
            string.Concat(test.Elements("system-out").Concat(test.Elements("system-err")).Select(text => text.Value)),
            file,
            file is null ? 0 : line);
    }

    // Where the last line of the traceback points to: "tests/test_orders.py:12: AssertionError".
    private static (string? File, int Line)? Place(string detail) =>
        Location().Matches(detail).LastOrDefault() is { } match
            ? (match.Groups["file"].Value, int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture))
            : null;

    // pytest counts from 0.
    private static int Zero(XElement test) =>
        int.TryParse((string?)test.Attribute("line"), CultureInfo.InvariantCulture, out var line) ? line : -1;

    private static double Seconds(XElement test) =>
        double.TryParse((string?)test.Attribute("time"), CultureInfo.InvariantCulture, out var time) ? time : 0;

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^(?<file>[^\s:]([^:\n]|:\\)*\.py):(?<line>\d+): ", RegexOptions.Multiline
        | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Location();
}
