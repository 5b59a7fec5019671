using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Projects;

/// <summary>The packages of a <c>pylock.toml</c> (PEP 751) that are built from folders, and the file without
/// them.</summary>
/// <param name="Local">The packages.</param>
/// <param name="Rest">The text without them, in which every path is a full path.</param>
internal sealed partial record PylockFile(IReadOnlyList<LocalPackage> Local, string Rest)
{
    private const string Header = "[[packages]]";

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its full path.</param>
    /// <exception cref="PyContainersException">PYC2002.</exception>
    public static PylockFile Read(string file)
    {
        TomlError error = (text, line, column) => ProjectErrors.InvalidPyproject(text, file, line, column);
        var folder = Path.GetDirectoryName(file)!;
        // A text without line ends of Windows, in which a header stands at the start of a line.
        var blocks = Blocks(File.ReadAllText(file).ReplaceLineEndings("\n"));
        var (local, rest) = (new List<LocalPackage>(), new List<string> { blocks[0] });
        TomlText.ReadFile(file, error);
        foreach (var block in blocks.Skip(1))
        {
            var package = TomlText.Read(block.Replace(Header, "[package]", StringComparison.Ordinal)
                .Replace("[packages.", "[package.", StringComparison.Ordinal)
                .Replace("[[packages.", "[[package.", StringComparison.Ordinal), error).Table("package");
            if (package?.Table("directory")?.Text("path") is { } path && package.Text("name") is { } name)
                local.Add(
                    new LocalPackage(name, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder)), true)
                );
            else
                rest.Add(PathValue().Replace(block, match => FullPath(match, folder)));
        }

        // A file without the array is not valid.
        if (rest.Count == 1)
            rest.Insert(0, "packages = []\n");
        return new PylockFile([.. local.OrderBy(one => one.Name, StringComparer.Ordinal)], string.Concat(rest));
    }

    // What is before the first package, then one for each package; what follows the last one stays with it.
    private static List<string> Blocks(string text)
    {
        var lines = text.Split('\n');
        var blocks = new List<List<string>> { new() };
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith(Header, StringComparison.Ordinal))
                blocks.Add([]);
            blocks[^1].Add(line);
        }

        return [.. blocks.Select(block => string.Join('\n', block) + "\n")];
    }

    private static string FullPath(Match match, string folder) =>
        $"path = \"{Path.GetFullPath(match.Groups["path"].Value, folder).Replace('\\', '/')}\"";

    [GeneratedRegex(
        @"(?<![\w-])path\s*=\s*(?<quote>[""'])(?<path>[^""']*)\k<quote>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PathValue();
}
