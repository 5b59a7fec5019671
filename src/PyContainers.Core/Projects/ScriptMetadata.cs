using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Projects;

/// <summary>The metadata inside a Python script (PEP 723), as far as a publish needs it.</summary>
/// <param name="RequiresPython">The specifier of <c>requires-python</c>, or null.</param>
public sealed record ScriptMetadata(string? RequiresPython)
{
    private const string Opening = "# /// script", Closing = "# ///";

    /// <summary>Reads a script.</summary>
    /// <param name="file">Its full path.</param>
    /// <exception cref="PyContainersException">
    /// PYC2018 for a script without the block, with two, with one that is not closed or not valid TOML.
    /// </exception>
    public static ScriptMetadata Read(string file)
    {
        var lines = File.ReadAllText(file).Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var start = Array.IndexOf(lines, Opening);
        if (start < 0)
            throw ProjectErrors.InvalidScript($"there is no line '{Opening}'.", file);
        var end = End(lines, start);
        if (end < 0)
            throw ProjectErrors.InvalidScript($"the block is not closed by a line '{Closing}'.", file, start + 1, 1);
        if (Array.IndexOf(lines, Opening, end) is var second and >= 0)
            throw ProjectErrors.InvalidScript($"a second block, after that of line {start + 1}.", file, second + 1, 1);

        // Each line loses its '# ', so the text begins one line below the opening and two columns further left.
        var text = string.Join('\n', lines[(start + 1)..end].Select(line => line.Length > 2 ? line[2..] : ""));
        var table = TomlText.Read(
            text, (what, line, column) => ProjectErrors.InvalidScript(what, file, start + 1 + line, column + 2));
        return new ScriptMetadata(table.Text("requires-python"));
    }

    // '# ///' may stand inside too: the last one of the comment counts.
    private static int End(string[] lines, int start)
    {
        var end = -1;
        for (var i = start + 1; i < lines.Length && IsComment(lines[i]); i++)
        {
            if (lines[i] == Opening)
                break;
            if (lines[i] == Closing)
                end = i;
        }

        return end;
    }

    private static bool IsComment(string line) => line == "#" || line.StartsWith("# ", StringComparison.Ordinal);
}
