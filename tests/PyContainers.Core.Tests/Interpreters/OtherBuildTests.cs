using PyContainers.Core.Interpreters;

namespace PyContainers.Core.Tests.Interpreters;

public sealed class OtherBuildTests
{
    [Theory]
    [InlineData("pypy", "PyPy")]
    [InlineData("pypy3.10", "PyPy")]
    [InlineData("PyPy@3.10", "PyPy")]
    [InlineData("pp310", "PyPy")]
    [InlineData("graalpy-3.12", "GraalPy")]
    [InlineData("pyodide", "Pyodide")]
    [InlineData("3.13t", "a free-threaded build")]
    [InlineData("3.14.0rc1t", "a free-threaded build")]
    [InlineData("cpython-3.13+freethreaded", "a free-threaded build")]
    [InlineData("3.13td", "a free-threaded build")]
    [InlineData("3.13d", "a debug build")]
    [InlineData("cpython-3.13+debug", "a debug build")]
    [InlineData("3.13", null)]
    [InlineData("3.14.0rc1", null)]
    [InlineData("cpython3.13", null)]
    [InlineData("cpython-3.13-linux-x86_64-gnu", null)]
    [InlineData(">=3.11,<4", null)]
    [InlineData("", null)]
    public void IsKnownByItsName(string request, string? expected) => OtherBuild.Of(request).ShouldBe(expected);
}
