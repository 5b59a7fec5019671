using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace PyContainers.Core.Development;

/// <summary>Test results in Visual Studio's form, which Azure Pipelines and IDEs read.</summary>
public static class TrxFile
{
    private const string UnitTest = "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b";
    private const string AllTests = "8c84fa94-04c1-424b-9868-57a2d4851a1d";

    private static readonly XNamespace s_ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Makes the document.</summary>
    /// <param name="name">The project's name.</param>
    /// <param name="tests">What was run.</param>
    /// <param name="start">When it began.</param>
    /// <param name="end">When it ended.</param>
    /// <param name="machine">The machine's name.</param>
    public static XDocument Of(
        string name, IReadOnlyList<TestCase> tests, DateTimeOffset start, DateTimeOffset end, string machine)
    {
        var all = tests.Select((test, at) => (Test: test, Id: Id($"{test.ClassName}.{test.Name}"), Run: Id($"{at}")))
            .ToList();
        return new XDocument(new XDeclaration("1.0", "utf-8", null), new XElement(s_ns + "TestRun",
            new XAttribute("id", Id(name + Text(start))),
            new XAttribute("name", name),
            new XElement(s_ns + "Times",
                new XAttribute("creation", Text(start)), new XAttribute("queuing", Text(start)),
                new XAttribute("start", Text(start)), new XAttribute("finish", Text(end))),
            new XElement(s_ns + "Results", all.Select(one => Result(one.Test, one.Id, one.Run, start, machine))),
            new XElement(s_ns + "TestDefinitions", all.DistinctBy(one => one.Id, StringComparer.Ordinal).Select(one =>
                Definition(name, one.Test, one.Id, one.Run))),
            new XElement(s_ns + "TestEntries", all.Select(one => new XElement(s_ns + "TestEntry",
                new XAttribute("testId", one.Id), new XAttribute("executionId", one.Run),
                new XAttribute("testListId", AllTests)))),
            new XElement(s_ns + "TestLists", new XElement(s_ns + "TestList",
                new XAttribute("name", "All Loaded Results"), new XAttribute("id", AllTests))),
            Summary(tests)));
    }

    private static XElement Result(TestCase test, string id, string run, DateTimeOffset start, string machine) =>
        new(s_ns + "UnitTestResult",
            new XAttribute("executionId", run), new XAttribute("testId", id),
            new XAttribute("testName", $"{test.ClassName}.{test.Name}"), new XAttribute("computerName", machine),
            new XAttribute("duration", test.Duration.ToString("c", CultureInfo.InvariantCulture)),
            new XAttribute("startTime", Text(start)), new XAttribute("endTime", Text(start + test.Duration)),
            new XAttribute("testType", UnitTest), new XAttribute("testListId", AllTests),
            new XAttribute("outcome", test.Outcome == TestOutcome.Skipped ? "NotExecuted" : test.Outcome.ToString()),
            new XElement(s_ns + "Output",
                test.Output.Length > 0 ? new XElement(s_ns + "StdOut", test.Output) : null,
                test.Outcome == TestOutcome.Passed ? null : new XElement(s_ns + "ErrorInfo",
                    new XElement(s_ns + "Message", test.Message),
                    test.Detail.Length > 0 ? new XElement(s_ns + "StackTrace", test.Detail) : null)));

    private static XElement Definition(string storage, TestCase test, string id, string run) =>
        new(s_ns + "UnitTest",
            new XAttribute("name", $"{test.ClassName}.{test.Name}"), new XAttribute("storage", storage),
            new XAttribute("id", id), new XElement(s_ns + "Execution", new XAttribute("id", run)),
            new XElement(s_ns + "TestMethod", new XAttribute("codeBase", storage),
                new XAttribute("adapterTypeName", "executor://pycontainers"),
                new XAttribute("className", test.ClassName), new XAttribute("name", test.Name)));

    private static XElement Summary(IReadOnlyList<TestCase> tests)
    {
        int Count(TestOutcome outcome) => tests.Count(test => test.Outcome == outcome);
        return new XElement(s_ns + "ResultSummary",
            new XAttribute("outcome", Count(TestOutcome.Failed) > 0 ? "Failed" : "Completed"),
            new XElement(s_ns + "Counters", new XAttribute("total", tests.Count),
                new XAttribute("executed", tests.Count - Count(TestOutcome.Skipped)),
                new XAttribute("passed", Count(TestOutcome.Passed)),
                new XAttribute("failed", Count(TestOutcome.Failed)),
                new XAttribute("notExecuted", Count(TestOutcome.Skipped))));
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    // The same test has the same identity in every run: services tell its history by it.
    private static string Id(string text) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();
}
