using System.Text.RegularExpressions;

namespace PyContainers.Core.Projects;

/// <summary>Wheels and source archives on this machine that manifests name: they may be replaced under their
/// names.</summary>
public static partial class LocalArchives
{
    private static readonly string[] s_endings = [".whl", ".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".zip"];

    /// <summary>Full paths of those that are there: named themselves, or in a folder that <c>find-links</c>
    /// names.</summary>
    /// <param name="manifests">The files that may name them.</param>
    public static IEnumerable<string> In(IEnumerable<string> manifests) =>
        manifests.Where(file => Path.GetFileName(file) is not "uv.lock").SelectMany(Of);

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool IsOne(string file) =>
        Array.Exists(s_endings, ending => file.EndsWith(ending, StringComparison.Ordinal));

    private static IEnumerable<string> Of(string manifest)
    {
        var text = File.ReadAllText(manifest);
        var folder = Path.GetDirectoryName(manifest)!;
        var hasLinks = text.Contains("find-links", StringComparison.Ordinal) || ShortOption().IsMatch(text);
        foreach (var word in Word().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            var isArchive = IsOne(word);
            if ((!isArchive && !hasLinks) || Resolved(word, folder) is not { } path)
                continue;
            if (isArchive && File.Exists(path))
                yield return path;
            else if (hasLinks && Directory.Exists(path) && path != folder)
                foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
                    .Where(IsOne))
                    yield return file;
        }
    }

    private static string? Resolved(string word, string folder)
    {
        if (word.StartsWith("file:", StringComparison.Ordinal))
            return Uri.TryCreate(word, UriKind.Absolute, out var url) ? url.LocalPath : null;
        return word.Contains("://", StringComparison.Ordinal) ? null : Path.GetFullPath(word, folder);
    }

    [GeneratedRegex(@"[^\s""'=,\[\](){}<>@;#]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^\s*-f\s", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ShortOption();
}
