using System.IO.Enumeration;

namespace PyContainers.Core.Bytecode;

/// <summary>
/// The test modules that distributions bring along: what a test runner collects, in a folder for tests. Nothing that
/// runs imports them, and in some environments they are most of the Python there is. They have no bytecode: one that
/// is imported after all is compiled at that moment.
/// </summary>
public static class TestModule
{
    private static readonly string[] s_names = ["test_*.py", "*_test.py", "conftest.py"];

    /// <summary>Whether a file is a test module. Helpers next to test modules are not: applications do import
    /// <c>django.test</c>, and <c>astropy</c> its <c>astropy.tests.runner</c>.</summary>
    /// <param name="path">Its path in the environment, with slashes.</param>
    public static bool Is(string path)
    {
        var parts = path.Split('/');
        return parts[..^1].Any(folder => folder is "tests" or "test")
            && s_names.Any(name => FileSystemName.MatchesSimpleExpression(name, parts[^1], ignoreCase: false));
    }
}
