using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>
/// Which package indexes uv would ask for a project, found without uv: variables before the project's files before
/// the user's and the system's. Where nothing names the default index, the lockfile does.
/// </summary>
public static partial class IndexSettings
{
    /// <summary>The indexes, the default one first; none where nobody names one.</summary>
    /// <param name="project">What <c>PyContainerProject</c> points to, as a full path.</param>
    /// <param name="variable">The environment.</param>
    public static IReadOnlyList<UvIndex> Of(string project, Func<string, string?> variable)
    {
        var shape = ProjectShape.Of(project);
        List<UvIndex> others = [.. Words(variable("UV_INDEX")), .. Words(variable("UV_EXTRA_INDEX_URL"))];
        var first = Words(variable("UV_DEFAULT_INDEX")).Concat(Words(variable("UV_INDEX_URL"))).FirstOrDefault()
            ?? OfRequirements(shape);
        foreach (var table in Settings(shape, variable))
        {
            var (named, more) = UvIndexTable.Read(table.Settings, table.Folder);
            first ??= named;
            others.AddRange(more);
        }

        // Locked distributions name their index without credentials: the default one is the one that nobody names.
        first ??= Locked(shape).FirstOrDefault(url => others.TrueForAll(other => other.Shown != url.Shown));
        UvIndex[] all = [.. new[] { first }.OfType<UvIndex>(), .. others];
        return [.. all.DistinctBy(index => index.Shown, StringComparer.Ordinal)];
    }

    // A variable has "url" or "name=url", several with spaces between them.
    private static IEnumerable<UvIndex> Words(string? value) =>
        (value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Named().Match(word) is { Success: true } match
                ? new UvIndex(match.Groups["url"].Value, match.Groups["name"].Value)
                : new UvIndex(word));

    private static UvIndex? OfRequirements(ProjectShape shape) =>
        shape.Kind == ProjectKind.Requirements
            ? RequirementsFile.Read(shape.Files).Options
                .Select(line => IndexOption().Match(line))
                .Where(match => match.Success)
                .Select(match => new UvIndex(match.Groups["url"].Value))
                .FirstOrDefault()
            : null;

    private static IEnumerable<(TomlTable Settings, string Folder)> Settings(
        ProjectShape shape, Func<string, string?> variable)
    {
        if (variable("UV_CONFIG_FILE") is { Length: > 0 } named)
            return Uv(named) is { } only ? [only] : [];
        if (variable("UV_NO_CONFIG") is "1" or "true")
            return [];
        return Projects(shape.Folder).Concat(Everyone(variable).Select(file => Uv(file))).OfType<(TomlTable, string)>();
    }

    // Of a folder and those above it; with uv.toml there, uv does not look at [tool.uv].
    private static IEnumerable<(TomlTable, string)?> Projects(string start) =>
        HostPath.Upwards(start).Select(folder =>
            Uv(Path.Combine(folder, "uv.toml")) ?? Uv(Path.Combine(folder, "pyproject.toml"), "tool", "uv"));

    /// <summary>The files with uv's settings for all projects: the user's, then the system's.</summary>
    internal static IEnumerable<string> Everyone(Func<string, string?> variable)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] folders = OperatingSystem.IsWindows()
            ? [variable("APPDATA"), variable("PROGRAMDATA")]
            : [
                variable("XDG_CONFIG_HOME") is { Length: > 0 } own ? own : Path.Combine(home, ".config"),
                .. (variable("XDG_CONFIG_DIRS") ?? "/etc/xdg").Split(':'), "/etc",
            ];
        return folders.Where(folder => !string.IsNullOrEmpty(folder))
            .Select(folder => Path.Combine(folder!, "uv", "uv.toml"));
    }

    // What is wrong in a file is told when the project is read.
    private static (TomlTable, string)? Uv(string file, params string[] keys)
    {
        try
        {
            var root = File.Exists(file) ? Pyproject.ReadTable(file) : null;
            return keys.Aggregate(root, (table, key) => table?.Table(key)) is { } found
                ? (found, Path.GetDirectoryName(Path.GetFullPath(file))!)
                : null;
        }
        catch (PyContainersException)
        {
            return null;
        }
    }

    private static IEnumerable<UvIndex> Locked(ProjectShape shape)
    {
        string[] own = shape.Kind switch
        {
            ProjectKind.Uv => [],
            ProjectKind.Script => [shape.ScriptLock],
            _ => [shape.File],
        };
        var file = own.Concat(HostPath.Upwards(shape.Folder).Select(folder => Path.Combine(folder, "uv.lock")))
            .FirstOrDefault(File.Exists);
        return file is null
            ? []
            : File.ReadLines(file)
                .Select(line => Registry().Match(line))
                .Where(match => match.Success)
                .CountBy(match => match.Groups["url"].Value)
                .OrderByDescending(url => url.Value)
                .Select(url => new UvIndex(UvIndexTable.Full(url.Key, Path.GetDirectoryName(file)!)));
    }

    [GeneratedRegex("^(?<name>[A-Za-z0-9_.-]+)=(?<url>.+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(
        """^(--index-url|-i)[\s=]+["']?(?<url>[^\s"']+)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex IndexOption();

    [GeneratedRegex(
        """^(source = \{ registry|index) = "(?<url>[^"]+)"( \})?$""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Registry();
}
