using System.Globalization;
using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>Tells what is left out of the image: how much of each group, and what the application may miss.</summary>
public static partial class LeftOutReport
{
    /// <summary>Writes a line that counts, and a warning for each file that Python code of the application
    /// names.</summary>
    /// <param name="content">The application's folder.</param>
    /// <param name="added">What the user adds: it is there after all.</param>
    /// <param name="log">Gets both.</param>
    public static void Write(ApplicationContent content, IReadOnlyList<LayerEntry> added, ILog log)
    {
        var names = added.Select(entry => NameOf(entry.Path)).ToHashSet(StringComparer.Ordinal);
        var leftOut = content.LeftOut.Where(one => !names.Contains(NameOf(one.Path))).ToList();
        if (leftOut.Count > 0)
            log.Step($"left out of the image: {Counts(leftOut)}");
        var missed = leftOut
            .Where(one => !one.Path.EndsWith('/') && one.Group < LeftOutGroup.SpecialFiles)
            .ToLookup(one => NameOf(one.Path), StringComparer.Ordinal);
        var warned = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in content.Entries.OfType<FileEntry>().Where(IsPython))
        {
            if (missed.Count > 0)
                Compare(source.Source, missed, warned, log);
            if (PrivateKey.LineIn(source.Source) is > 0 and var line)
                log.Warning(FileErrors.PrivateKeyInCode(source.Source, line));
        }
    }

    /// <summary>How many of each group, ex: <c>2 version control, 1 credentials by name</c>.</summary>
    public static string Counts(IEnumerable<LeftOut> leftOut) =>
        string.Join(
            ", ",
            leftOut
                .GroupBy(one => one.Group)
                .OrderBy(group => group.Key)
                .Select(group =>
                    string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {LeftOutRule.NameOf(group.Key)}")
                )
        );

    // A string that is the file's name, or a path that ends with it.
    private static void Compare(
        string source, ILookup<string, LeftOut> missed, HashSet<string> warned, ILog log)
    {
        var text = File.ReadAllText(source);
        foreach (Match match in Literal().Matches(text))
        {
            var name = NameOf(match.Groups["text"].Value);
            foreach (var one in missed[name].Where(one => warned.Add(one.Path)))
                log.Warning(
                    FileErrors.NamedButLeftOut(
                        one.Path,
                        LeftOutRule.NameOf(one.Group),
                        source,
                        text.AsSpan(0, match.Index).Count('\n') + 1
                    )
                );
        }
    }

    private static bool IsPython(FileEntry entry) => entry.Path.EndsWith(".py", StringComparison.Ordinal);

    private static string NameOf(string path) => path[(path.TrimEnd('/').LastIndexOf('/') + 1)..];

    [GeneratedRegex(
        "(?<quote>[\"'])(?<text>[^\"'\n]{1,300})\\k<quote>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Literal();
}
