using System.Diagnostics;
using PyContainers.Core.Applications;

namespace PyContainers.Core.Tests.Applications;

public sealed class DockerIgnoreTests
{
    [Theory]
    [InlineData("notes.txt", "notes.txt", true)]
    [InlineData("notes.txt", "docs/notes.txt", false)] // the root only: the difference to .gitignore
    [InlineData("/notes.txt", "notes.txt", true)]
    [InlineData("./docs/../notes.txt", "notes.txt", true)]
    [InlineData("data", "data/big.bin", true)]
    [InlineData("data/", "data/a/b.bin", true)]
    [InlineData("data", "database.txt", false)]
    [InlineData("docs/*", "docs/a.md", true)]
    [InlineData("docs/*", "docs/a/b.md", true)] // docs/a is excluded, and so is what it holds
    [InlineData("docs/*", "docs", false)]
    [InlineData("*.md", "README.md", true)]
    [InlineData("*.md", "docs/README.md", false)]
    [InlineData("*/*.md", "docs/README.md", true)]
    [InlineData("*", ".hidden", true)]
    [InlineData("**/*.md", "README.md", true)]
    [InlineData("**/*.md", "a/b/README.md", true)]
    [InlineData("**.md", "a/README.md", true)]
    [InlineData("**/tests", "a/b/tests/c.py", true)]
    [InlineData("**/tests", "mytests", false)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/z", "ab/z", false)]
    [InlineData("**", "anything/at/all", true)]
    [InlineData("temp?", "temp1", true)]
    [InlineData("temp?", "temp", false)]
    [InlineData("a?b", "a/b", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[]]x", "]x", true)]
    [InlineData(@"[\]]x", "]x", true)]
    [InlineData("[[]x", "[x", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "x", false)]
    [InlineData(@"[\d]", "d", true)]
    [InlineData(@"[\d]", "7", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("(a|b)$", "a", false)]
    [InlineData("a+", "aa", false)]
    [InlineData("Makefile", "makefile", false)]
    [InlineData("../secret", "secret", false)]
    [InlineData(".", "main.py", false)]
    [InlineData("/", "main.py", false)]
    [InlineData("#notes", "#notes", false)]
    [InlineData("  notes.txt \r", "notes.txt", true)]
    [InlineData("\uFEFFnotes.txt", "notes.txt", true)]
    public void PatternMatchesAsDockersDoes(string pattern, string path, bool excluded) =>
        Parse(pattern).Excludes(path).ShouldBe(excluded);

    [Theory]
    [InlineData("*\n!main.py", "main.py", false)]
    [InlineData("*\n!main.py", "other.py", true)]
    [InlineData("data\n!data/keep.csv", "data/keep.csv", false)]
    [InlineData("data\n!data/keep.csv", "data/drop.csv", true)]
    [InlineData("*\n!src", "src/a/b.py", false)]
    [InlineData("*\n!src\nsrc/a", "src/a/b.py", true)]
    [InlineData("!notes.txt\nnotes.txt", "notes.txt", true)] // the last one that matches
    [InlineData("*.md\n! README.md", "README.md", false)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("", "main.py", false)]
    [InlineData("# all\n\n", "main.py", false)]
    public void LastPatternThatMatchesDecides(string text, string path, bool excluded) =>
        Parse(text).Excludes(path).ShouldBe(excluded);

    [Theory]
    [InlineData("[a")]
    [InlineData("[z-a]")]
    [InlineData("ok\n!")]
    [InlineData(@"a\")]
    public void BrokenPatternIsAnErrorAtItsLine(string text)
    {
        var diagnostic = Failure.Of(() => Parse(text));
        (diagnostic.Code, diagnostic.File, diagnostic.Line).ShouldBe(
            ("PYC2024", "/app/.dockerignore", text.Split('\n').Length)
        );
    }

    [Fact]
    public void HundredsOfWildcardsAreNoPattern() =>
        Failure.Of(() => DockerIgnore.Parse(string.Concat(Enumerable.Repeat("a**/", 3000)), "/x/.dockerignore"))
            .Code.ShouldBe("PYC2024");

    [Fact]
    public void NoPatternTakesLong()
    {
        var ignore = Parse(string.Concat(Enumerable.Repeat("**/a*", 40)) + "b");
        var watch = Stopwatch.StartNew();
        ignore.Excludes(string.Concat(Enumerable.Repeat("aa/", 400)) + "c").ShouldBeFalse();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20)); // with backtracking it would not end
    }

    private static DockerIgnore Parse(string text) => DockerIgnore.Parse(text, "/app/.dockerignore");
}
