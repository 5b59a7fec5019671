using System.Text.RegularExpressions;
using PyContainers.Core.Common;

namespace PyContainers.Core.Applications;

/// <summary>
/// Files and folders outside a local package's folder that its build brings in: <c>force-include</c> of hatchling,
/// <c>package-dir</c> and <c>data-files</c> of setuptools, a readme, a version file. No list of the backends' settings
/// is kept: every path in the files that configure a build counts if it leads outside and something is there.
/// </summary>
internal static partial class BuildReferences
{
    private static readonly string[] s_configuring =
    [
        "pyproject.toml", "hatch.toml", "setup.py", "setup.cfg", "MANIFEST.in", "hatch_build.py", "pdm_build.py",
        "build.py", "meson.build", "CMakeLists.txt", "Cargo.toml",
    ];

    /// <summary>Their full paths.</summary>
    /// <param name="folder">The package's folder.</param>
    public static IEnumerable<string> Of(string folder) =>
        s_configuring.Select(name => Path.Combine(folder, name)).Where(File.Exists)
            .SelectMany(file => In(File.ReadAllText(file)))
            .Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder)))
            .Where(path => File.Exists(path) || (Directory.Exists(path) && !HostPath.IsAbove(path, folder)))
            .Distinct(HostPath.Comparer);

    private static IEnumerable<string> In(string text)
    {
        foreach (Match match in Relative().Matches(text))
            yield return WithoutPattern(match.Value);
        foreach (Match match in Joined().Matches(text))
            yield return string.Join('/', Part().Matches(match.Value).Select(part => part.Groups["name"].Value));
        foreach (Match match in Parents().Matches(text))
        {
            var up = match.Value.Split(".parent").Length - 2; // the first one is the file's own folder
            if (up > 0)
                yield return string.Concat(Enumerable.Repeat("../", up)) + match.Groups["name"].Value;
        }

        foreach (Match match in Absolute().Matches(text))
        {
            if (File.Exists(match.Groups["path"].Value))
                yield return match.Groups["path"].Value;
        }
    }

    // "../shared/*.json" is what lies in ../shared.
    private static string WithoutPattern(string path)
    {
        var wild = path.IndexOfAny(['*', '?', '[', '{']);
        return wild < 0 ? path : path[..(path.LastIndexOf('/', wild) + 1)];
    }

    // ../x
    [GeneratedRegex(
        @"(?<![\w./\\-])(\.\./)+[^\s""'`,;:=\])}>|#]*",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Relative();

    // os.path.join(here, "..", "x") and Path("..") / "x"
    [GeneratedRegex(
        @"[""']\.\.[""']\)?(\s*[,/]\s*[""'][^""'\n]+[""'])+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Joined();

    [GeneratedRegex(
        @"[""'](?<name>[^""'\n]+)[""']",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Part();

    // Path(__file__).parent.parent / "x"
    [GeneratedRegex(
        @"(\.parent)+\s*/\s*[""'](?<name>[^""'\n]+)[""']",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Parents();

    [GeneratedRegex(
        @"[""'](?<path>/[^""'\n]+)[""']",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Absolute();
}
