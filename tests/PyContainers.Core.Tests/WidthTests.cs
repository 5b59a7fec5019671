using System.Runtime.CompilerServices;

namespace PyContainers.Core.Tests;

/// <summary>Lines fit on a screen beside another: 120 columns of C#, 140 of MSBuild's XML.</summary>
public sealed class WidthTests
{
    [Theory]
    [InlineData("src", "*.cs", 120)]
    [InlineData("tests", "*.cs", 120)]
    [InlineData("sdk", "*.targets", 140)]
    [InlineData("sdk", "*.props", 140)]
    [InlineData("sdk", "*.pubxml", 140)]
    public void NoLineIsWider(string folder, string pattern, int columns)
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(Root(), folder), pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToList();

        files.ShouldNotBeEmpty();
        files
            .SelectMany(file => Wide(File.ReadAllText(file), columns).Select(line => $"{file}({line})"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void RuleFindsWhatIsTooWideAndLeavesDataAlone()
    {
        var wide = new string('x', 121);

        Wide($"var a = 1;\n// {wide}\n", 120).ShouldBe([2]);
        Wide($"var a = \"\"\"\n    {wide}\n    \"\"\";\n{wide}\n", 120).ShouldBe([4]);
        Wide($"var a = \"\"\"{wide}\"\"\";\n", 120).ShouldBeEmpty();
    }

    // JSON and scripts in a raw string literal are data: to break them would change them.
    private static IEnumerable<int> Wide(string text, int columns)
    {
        var isData = false;
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var marks = line.Split("\"\"\"").Length - 1;
            if (line.Length > columns && !isData && marks == 0)
                yield return index + 1;
            isData ^= marks % 2 == 1;
        }
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath("../..", Path.GetDirectoryName(file)!);
}
