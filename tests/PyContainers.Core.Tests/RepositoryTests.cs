using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;

namespace PyContainers.Core.Tests;

/// <summary>Rules that hold for the whole repository.</summary>
public sealed partial class RepositoryTests
{
    [Fact]
    public void CoreKnowsNoMsBuild() =>
        typeof(Digests)
            .Assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Microsoft.Build", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void SourcesAskNeitherTheClockNorTheCurrentFolderAndDoNotSleep()
    {
        var sources = Sources("").ToList();
        sources.Count.ShouldBeGreaterThan(40);
        sources.Where(file => Forbidden().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("var x = DateTime.UtcNow;")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("Directory.GetCurrentDirectory()")]
    [InlineData("Environment.CurrentDirectory")]
    [InlineData("Thread.Sleep(1)")]
    public void RuleFindsWhatItForbids(string text) => Forbidden().IsMatch(text).ShouldBeTrue();

    [Fact]
    public void ProgramsAreStartedInOnePlace() =>
        Sources("")
            .Where(file => ProcessStart().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName)
            .ShouldBe(["ChildProcess.cs"]);

    // Windows' line ends would be another digest there.
    [Fact]
    public void NoTextHasTheHostsLineEnds() =>
        Sources("").Where(file => HostsLineEnd().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();

    // On Windows they fail on what is read-only, a junction, or in use for a moment.
    [Fact]
    public void FoldersAreDeletedAndFilesMovedInOnePlaceEach()
    {
        Named(Deletion()).ShouldBe(["Folders.cs"]);
        Named(Move()).ShouldBe(["BusyFiles.cs"]);

        IEnumerable<string?> Named(Regex rule) =>
            Sources("")
                .Where(file => rule.IsMatch(File.ReadAllText(file)))
                .Select(Path.GetFileName);
    }

    [Theory]
    [InlineData("text.AppendLine(x)", true)]
    [InlineData("Environment.NewLine", true)]
    [InlineData("text.Append('\\n')", false)]
    public void RuleFindsTheHostsLineEnds(string text, bool found) => HostsLineEnd().IsMatch(text).ShouldBe(found);

    [Theory]
    [InlineData("Directory.Delete(x, recursive: true)")]
    [InlineData("folder.Delete(true)")]
    [InlineData("folder.Delete(recursive: true)")]
    public void RuleFindsDeletedFolders(string text) => Deletion().IsMatch(text).ShouldBeTrue();

    [Fact]
    public void EveryCodeHasExactlyOneFactory()
    {
        var factories = Factories()
            .SelectMany(file => QuotedCode().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["code"].Value)
            .ToList();
        factories.Count.ShouldBeGreaterThan(30);
        factories
            .GroupBy(code => code, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ShouldBeEmpty();
    }

    [Fact]
    public void EveryFactoryIsDocumentedWithItsOwnCode()
    {
        foreach (var text in Factories().Select(File.ReadAllText))
            DocumentedCode()
                .Matches(text)
                .Select(match => match.Groups["code"].Value)
                .ShouldBe(QuotedCode().Matches(text).Select(match => match.Groups["code"].Value));
    }

    [Fact]
    public void CodesAreMadeByTheirFactoriesAlone() =>
        Sources("")
            .Where(file =>
                !Path.GetFileName(file).EndsWith("Errors.cs", StringComparison.Ordinal)
                && QuotedCode().IsMatch(File.ReadAllText(file))
            )
            .ShouldBeEmpty();

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root(), "src", folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Factories() =>
        Sources("").Where(file => file.EndsWith("Errors.cs", StringComparison.Ordinal));

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath("../..", Path.GetDirectoryName(file)!);

    [GeneratedRegex(
        @"DateTime(Offset)?\.(Now|UtcNow|Today)|Environment\.CurrentDirectory|GetCurrentDirectory|Thread\.Sleep",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"AppendLine\(|Environment\.NewLine", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HostsLineEnd();

    [GeneratedRegex(@"Directory\.Delete\(|\.Delete\((?:recursive: )?true\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Deletion();

    [GeneratedRegex(@"(?:File|Directory)\.Move\(|\.MoveTo\(", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Move();

    [GeneratedRegex(@"\bProcess\.Start\(|new Process\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ProcessStart();

    [GeneratedRegex("\"(?<code>PYC[0-9]{4})\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QuotedCode();

    [GeneratedRegex(
        "<summary>(?<code>PYC[0-9]{4})(:| \\(warning\\):)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DocumentedCode();
}
