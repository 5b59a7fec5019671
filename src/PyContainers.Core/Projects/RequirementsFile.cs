using System.Text.RegularExpressions;
using PyContainers.Core.Common;

namespace PyContainers.Core.Projects;

/// <summary>What a requirements file promises about being the same tomorrow. What it means is uv's to say; only uv
/// installs from it.</summary>
/// <param name="Files">The file and those it includes, as full paths.</param>
/// <param name="Hashed">Whether hashes are given; then uv wants one for each distribution.</param>
/// <param name="Unpinned">The requirements that several versions would satisfy.</param>
public sealed partial record RequirementsFile(IReadOnlyList<string> Files, bool Hashed, IReadOnlyList<string> Unpinned)
{
    /// <summary>Reads a file and what it includes. What is missing is left to uv to complain about.</summary>
    public static RequirementsFile Read(string file)
    {
        var (files, unpinned, hashed) = (new List<string>(), new List<string>(), false);
        var open = new Queue<(string File, bool Installs)>([(Path.GetFullPath(file), true)]);
        while (open.TryDequeue(out var current))
        {
            if (files.Contains(current.File, HostPath.Comparer) || !File.Exists(current.File))
                continue;
            files.Add(current.File);
            foreach (var line in LogicalLines(current.File))
            {
                hashed |=
                    line.Contains("--hash", StringComparison.Ordinal)
                    || line.StartsWith("--require-hashes", StringComparison.Ordinal);
                if (Include().Match(line) is { Success: true } include)
                    open.Enqueue(
                        (
                            Path.GetFullPath(include.Groups["file"].Value, Path.GetDirectoryName(current.File)!),
                            current.Installs && include.Groups["requirement"].Success
                        )
                    );
                else if (current.Installs && line[0] != '-' && !Pinned().IsMatch(line))
                    unpinned.Add(line);
            }
        }

        return new RequirementsFile(files, hashed, unpinned);
    }

    // A backslash continues a line; ' #' begins a comment, '#egg=' in a URL does not.
    private static IEnumerable<string> LogicalLines(string file) =>
        Continuation()
            .Replace(File.ReadAllText(file), " ")
            .Split('\n')
            .Select(line => Comment().Replace(line, "").Trim())
            .Where(line => line.Length > 0);

    [GeneratedRegex(@"\\\r?\n", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Continuation();

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^((?<requirement>-r|--requirement)|-c|--constraint)\s*=?\s*(?<file>(?!\w+://).+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Include();

    // name==1.0 and name @ URL; not name==1.*, and not the == of a marker
    [GeneratedRegex(
        @"^[^;]*(===?\s*[^\s;*,]+\s*($|[\s;])|\s@\s)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pinned();
}
