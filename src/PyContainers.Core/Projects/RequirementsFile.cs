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
    /// <summary>PEP 503 names of the requirements.</summary>
    public IReadOnlySet<string> Names { get; private init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The lines that say where distributions come from.</summary>
    public IReadOnlyList<string> Options { get; private init; } = [];

    /// <summary>Reads files and what they include. What is missing is left to uv to complain about.</summary>
    public static RequirementsFile Read(params IEnumerable<string> roots)
    {
        var (files, unpinned, hashed) = (new List<string>(), new List<string>(), false);
        var (names, options) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        var open = new Queue<(string File, bool Installs)>(roots.Select(file => (Path.GetFullPath(file), true)));
        while (open.TryDequeue(out var current))
        {
            if (files.Contains(current.File, HostPath.Comparer) || !File.Exists(current.File))
                continue;
            SpecialFile.Refuse(current.File);
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
                else if (Option().IsMatch(line))
                    options.Add(WithFullPath(line, Path.GetDirectoryName(current.File)!));
                else if (current.Installs && line[0] != '-' && Name().Match(line) is { Success: true } name)
                {
                    names.Add(PackageName.Normalise(name.Groups["name"].Value));
                    if (!Pinned().IsMatch(line))
                        unpinned.Add(line);
                }
            }
        }

        return new RequirementsFile(files, hashed, unpinned) { Names = names, Options = options };
    }

    // --find-links ./wheels starts at the file's folder; what uv writes lies elsewhere.
    private static string WithFullPath(string line, string folder) =>
        Option().Match(line) is { Success: true } match && match.Groups["path"] is { Success: true } path
        && (Path.Exists(Path.GetFullPath(path.Value, folder)) ? Path.GetFullPath(path.Value, folder) : null) is { } full
            ? line.Replace(path.Value, full, StringComparison.Ordinal)
            : line;

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

    [GeneratedRegex(
        @"^((-f|--find-links)[\s=]+(?<path>(?!\w+://)\S+)|(-i|--index-url|--extra-index-url|--index|--default-index"
            + @"|--no-index|--no-binary|--only-binary|-f|--find-links)\b.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Option();

    // Not '.', './lib' or a URL.
    [GeneratedRegex(
        @"^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*($|[=<>!~;@(])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Name();

    // name==1.0 and name @ URL; not name==1.*, and not the == of a marker
    [GeneratedRegex(
        @"^[^;]*(===?\s*[^\s;*,]+\s*($|[\s;])|\s@\s)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pinned();
}
