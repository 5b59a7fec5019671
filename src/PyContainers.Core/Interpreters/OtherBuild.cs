using System.Text.RegularExpressions;

namespace PyContainers.Core.Interpreters;

/// <summary>Requests for something else than CPython's default build, which images do not have.</summary>
internal static partial class OtherBuild
{
    /// <summary>What a request asks for, ex: <c>PyPy</c>; null when it may be CPython's default build.</summary>
    /// <param name="request">As uv takes it, ex: <c>pypy3.10</c>, <c>3.13t</c>.</param>
    public static string? Of(string request)
    {
        var match = Name().Match(request.Trim());
        return !match.Success ? null
            : match.Groups["pypy"].Success ? "PyPy"
            : match.Groups["graalpy"].Success ? "GraalPy"
            : match.Groups["pyodide"].Success ? "Pyodide"
            : match.Groups["free"].Success ? "a free-threaded build"
            : "a debug build";
    }

    [GeneratedRegex(
        @"^(?<pypy>pypy|pp\d)|^(?<graalpy>graalpy|gp\d)|^(?<pyodide>pyodide)|(?<free>\+freethreaded|\dt)(\+debug|d)?$"
            + @"|(?<debug>\+debug|\dd)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
