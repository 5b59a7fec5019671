using System.Xml.Linq;
using PyContainers.Core.Development;

namespace PyContainers.Core.Tests.Development;

/// <summary>Results of tests: read as pytest writes them, written as Visual Studio reads them.</summary>
public sealed class TestReportTests
{
    private const string Report =
        """
        <?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" tests="3">
        <testcase classname="tests.test_a" name="test_good[1]" file="tests/test_a.py" line="3" time="0.25">
        <system-out>hello</system-out></testcase>
        <testcase classname="tests.test_a.TestB" name="test_bad" file="tests/test_a.py" line="6" time="1.5">
        <failure message="AssertionError: no&#10;assert 1 == 2">def test_bad():
        &gt;       assert 1 == 2
        E       assert 1 == 2

        tests/test_a.py:9: AssertionError</failure></testcase>
        <testcase classname="" name="tests.test_c" time="0">
        <error message="collection failure">ImportError</error></testcase>
        <testcase classname="tests.test_a" name="test_skip" file="tests/test_a.py" line="11" time="0">
        <skipped message="why"/></testcase>
        </testsuite></testsuites>
        """;

    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void ReportIsRead()
    {
        var tests = Read();

        tests.Select(test => test.Outcome).ShouldBe(
            [TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Failed, TestOutcome.Skipped]);
        (tests[0].Output, tests[0].Duration).ShouldBe(("hello", TimeSpan.FromSeconds(0.25)));
        (tests[1].File, tests[1].Line, tests[1].Message)
            .ShouldBe(("tests/test_a.py", 9, "AssertionError: no assert 1 == 2"));
        (tests[2].File, tests[2].Line).ShouldBe((null, 0));
        (tests[3].File, tests[3].Line, tests[3].Message).ShouldBe(("tests/test_a.py", 12, "why"));
    }

    [Fact]
    public void TrxCountsAndNamesThem()
    {
        XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

        var trx = TrxFile.Of("shop", Read(), s_start, s_start.AddSeconds(2), "machine").Root!;

        var counters = trx.Descendants(ns + "Counters").Single();
        counters.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}")
            .ShouldBe(["total=4", "executed=3", "passed=1", "failed=2", "notExecuted=1"]);
        trx.Descendants(ns + "UnitTestResult").Select(result => (string)result.Attribute("outcome")!)
            .ShouldBe(["Passed", "Failed", "Failed", "NotExecuted"]);
        trx.Descendants(ns + "UnitTestResult").ElementAt(1).Descendants(ns + "StackTrace").Single().Value
            .ShouldContain("test_a.py:9");
        trx.Descendants(ns + "UnitTest").Select(test => (string)test.Attribute("id")!)
            .ShouldBe(trx.Descendants(ns + "UnitTestResult").Select(result => (string)result.Attribute("testId")!));
        ((string)trx.Descendants(ns + "UnitTestResult").First().Attribute("duration")!).ShouldBe("00:00:00.2500000");
    }

    [Theory]
    [InlineData("trx", "trx", "/r/shop.trx")]
    [InlineData("trx;LogFileName=a.trx", "trx", "/r/a.trx")]
    [InlineData("JUnit;LogFilePath=/x/b.xml", "junit", "/x/b.xml")]
    [InlineData("console;verbosity=normal", "console", "/r/shop.xml")]
    public void LoggerNamesItsFile(string value, string kind, string file)
    {
        var logger = TestLogger.Parse(value);

        logger.Kind.ShouldBe(kind);
        logger.File(Path.GetFullPath("/r"), "shop").ShouldBe(Path.GetFullPath(file));
    }

    private static IReadOnlyList<TestCase> Read()
    {
        using var folder = new TestDirectory();
        return JUnitReport.Read(folder.Write("junit.xml", Report));
    }
}
