using PyContainers.Core.Development;

namespace PyContainers.Core.Tests.Development;

/// <summary>Filters of dotnet test, as pytest -k understands them.</summary>
public sealed class TestFilterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("orders", "orders")]
    [InlineData("Name~orders", "orders")]
    [InlineData("Name=test_a&TestCategory!=slow", "test_a and not slow")]
    [InlineData("Name = a | Name !~ b", "a or not b")]
    [InlineData("(Name~a|Name~b)&Priority=1", "(a or b) and 1")]
    [InlineData("FullyQualifiedName=tests.test_api.TestB.test_new", "(tests and test_api and TestB and test_new)")]
    [InlineData("FullyQualifiedName!=tests/test_api.py::test_new", "not (tests and test_api and test_new)")]
    [InlineData("Name=test_a[1-x]", "test_a[1-x]")]
    public void IsTranslated(string filter, string expression) =>
        TestFilter.ToExpression(filter).ShouldBe(expression);

    [Theory]
    [InlineData("Name~&&")]
    [InlineData("Name~a&")]
    [InlineData("(Name~a")]
    [InlineData("Name~a)")]
    [InlineData("=a")]
    [InlineData("Name~a'b")]
    [InlineData("Name~__import__(os)")]
    public void IsRefused(string filter) =>
        Failure.Of(() => TestFilter.ToExpression(filter)).Code.ShouldBe("PYC5003");
}
