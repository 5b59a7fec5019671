using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PyContainers.Core.Tests;

/// <summary>A table in Markdown has a head: rows behind a blank line are shown as text.</summary>
public sealed partial class MarkdownTests
{
    private static readonly string[] s_folders = ["sdk", "docs", "samples", "templates", "tests"];

    [Fact]
    public void EveryTableHasItsHead()
    {
        var root = Root();
        var files = Directory.EnumerateFiles(root, "*.md")
            .Concat(s_folders.SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), "*.md", SearchOption.AllDirectories)))
            .Where(file => !Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).Contains("obj"))
            .ToList();

        files.Count.ShouldBeGreaterThan(8);
        files.SelectMany(file => Headless(File.ReadAllText(file)).Select(line => $"{file}({line})")).ShouldBeEmpty();
    }

    [Fact]
    public void RuleFindsATableWithoutAHead()
    {
        Headless("| a | b |\n|---|--:|\n| 1 | 2 |\n").ShouldBeEmpty();
        Headless("| a |\n|---|\n| 1 |\n\n| 2 |\n").ShouldBe([5]);
        Headless("```\n| no table |\n```\n").ShouldBeEmpty();
    }

    private static IEnumerable<int> Headless(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var isCode = false;
        for (var at = 0; at < lines.Length; at++)
        {
            isCode ^= lines[at].TrimStart().StartsWith("```", StringComparison.Ordinal);
            var isFirst = IsRow(at) && !IsRow(at - 1);
            if (!isCode && isFirst && !(IsRow(at + 1) && Rule().IsMatch(lines[at + 1])))
                yield return at + 1;
        }

        bool IsRow(int at) => at >= 0 && at < lines.Length && lines[at].StartsWith('|');
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath("../..", Path.GetDirectoryName(file)!);

    [GeneratedRegex(@"^\|([ :]*-+[ :]*\|)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rule();
}
