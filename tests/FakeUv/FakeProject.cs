using System.Text.RegularExpressions;

namespace FakeUv;

/// <summary>The little of <c>pyproject.toml</c> that the fake understands: every value on one line.</summary>
internal sealed partial record FakeProject(
    string Folder,
    string Name,
    string Version,
    string RequiresPython,
    bool IsPackage,
    IReadOnlyList<string> Dependencies,
    IReadOnlyList<string> Scripts
)
{
    public string LockPath => Path.Combine(Folder, "uv.lock");

    public static FakeProject Read() => Read(Environment.CurrentDirectory);

    public static FakeProject Read(string folder)
    {
        var text = CallLog.ReadText(Path.Combine(folder, "pyproject.toml"));
        if (Unclosed().Match(text) is { Success: true } unclosed)
        {
            var line = text[..unclosed.Index].Count(c => c == '\n') + 1;
            throw new UvException(
                $"Failed to parse: `pyproject.toml`\n  cause: TOML parse error at line {line}, column "
                    + $"{unclosed.Length + 1}\n  |\n{line} | {unclosed.Value}\n  | ^\ninvalid basic string"
            );
        }

        var version = Value(text, "version") ?? "0.1.0";
        var dependencies = List().Match(text) is { Success: true } list
            ? Quoted().Matches(list.Value).Select(match => match.Groups["text"].Value).ToList()
            : [];
        return new FakeProject(
            folder,
            Value(text, "name") ?? Path.GetFileName(folder),
            version,
            Value(text, "requires-python") ?? ">=3.13",
            text.Contains("[build-system]", StringComparison.Ordinal),
            dependencies,
            ScriptLines(text)
        );
    }

    private static List<string> ScriptLines(string text)
    {
        var at = text.IndexOf("[project.scripts]", StringComparison.Ordinal);
        return at < 0
            ? []
            : text[at..]
                .Split('\n')
                .Skip(1)
                .TakeWhile(line => !line.StartsWith('['))
                .Where(line => line.Contains('='))
                .Select(line => line.Replace("\"", "", StringComparison.Ordinal).Trim())
                .ToList();
    }

    private static string? Value(string text, string name) =>
        Regex.Match(
            text,
            $"^{name} *= *\"(?<text>[^\"\n]*)\"",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        )
            is { Success: true } match
            ? match.Groups["text"].Value
            : null;

    [GeneratedRegex("^dependencies *= *\\[[^\\]]*\\]", RegexOptions.Multiline, 1000)]
    private static partial Regex List();

    [GeneratedRegex("\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^[a-z-]+ *= *\"[^\"\n]*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Unclosed();
}
