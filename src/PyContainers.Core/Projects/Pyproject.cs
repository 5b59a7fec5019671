using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Projects;

/// <summary>
/// What a <c>pyproject.toml</c> says, as far as a publish needs it: this is the one place that reads the file. Whatever
/// else is in it is uv's and the build backend's to judge.
/// </summary>
/// <param name="File">The file's full path.</param>
/// <param name="IsProject">Whether there is a <c>[project]</c> table; if not, only groups and workspace count.</param>
/// <param name="Name">The name as it is written, or null.</param>
/// <param name="Description">The description, or null.</param>
/// <param name="License">The licence, or null; only what is said in the file itself.</param>
/// <param name="Urls">URLs by label, which is in the normal form of PEP 753, ex: <c>sourcecode</c>.</param>
/// <param name="RequiresPython">The specifier, or null.</param>
/// <param name="Extras">Names of the extras, normalised, in the file's order; null when computed.</param>
/// <param name="Groups">Names of the dependency groups, normalised, in the file's order.</param>
/// <param name="Scripts">Names of the console scripts, in the file's order.</param>
/// <param name="Workspace">The workspace whose root this is, or null.</param>
public sealed record Pyproject(
    string File, bool IsProject, string? Name, string? Description, string? License,
    IReadOnlyDictionary<string, string> Urls, string? RequiresPython,
    IReadOnlyList<string>? Extras, IReadOnlyList<string> Groups, IReadOnlyList<string> Scripts, UvWorkspace? Workspace)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "pyproject.toml";

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its full path.</param>
    /// <exception cref="PyContainersException">PYC2002: no valid TOML, or a value of the wrong type.</exception>
    public static Pyproject Read(string file)
    {
        var root = ReadTable(file);
        var project = root.Table("project");
        var values = project ?? new TomlTable("project", InvalidIn(file));
        var extras = NamesIn(values.Table("optional-dependencies"));
        var dynamic = values.Texts("dynamic").Contains("optional-dependencies", StringComparer.Ordinal);
        return new Pyproject(
            file, project is not null, values.Text("name"), values.Text("description"), LicenseOf(values),
            UrlsOf(values), values.Text("requires-python"), dynamic ? null : extras, GroupsOf(root),
            [.. (values.Table("scripts")?.AllTexts() ?? []).Keys], UvWorkspace.Of(root));
    }

    /// <summary>What has to be installed to build the package in a folder.</summary>
    /// <param name="folder">Its full path; it may lack the file.</param>
    public static IReadOnlyList<string> BuildRequirementsIn(string folder)
    {
        var file = Path.Combine(folder, FileName);
        var system = System.IO.File.Exists(file) ? ReadTable(file).Table("build-system") : null;
        return system is not null && system.Has("requires") ? system.Texts("requires") : ["setuptools", "wheel"];
    }

    /// <summary>Checks that the package has what the user wants of it.</summary>
    /// <param name="extras">Extras.</param>
    /// <param name="groups">Dependency groups.</param>
    /// <exception cref="PyContainersException">PYC2008 and PYC2009.</exception>
    public void Require(IEnumerable<string> extras, IEnumerable<string> groups)
    {
        if (Extras is not null && Missing(extras, Extras) is { } extra)
            throw ProjectErrors.UnknownExtra($"The extra '{extra}' is not defined; {Known(Extras)}.", File);
        if (Missing(groups, Groups) is { } group)
            throw ProjectErrors.UnknownGroup($"The dependency group '{group}' is not defined; {Known(Groups)}.", File);
    }

    /// <summary>Reads a file as a table, whatever the types in it.</summary>
    internal static TomlTable ReadTable(string file) =>
        TomlText.ReadFile(file, InvalidIn(file));

    private static TomlError InvalidIn(string file) =>
        (text, line, column) => ProjectErrors.InvalidPyproject(text, file, line, column);

    // PEP 639, and the table that it replaces. A text of several lines is the licence itself, not its name.
    private static string? LicenseOf(TomlTable project)
    {
        var value = project.TextOrTable("license");
        var text = (value as TomlTable)?.Text("text") ?? value as string;
        return text?.Trim() is { Length: > 0 } name && !name.Contains('\n') ? name : null;
    }

    private static Dictionary<string, string> UrlsOf(TomlTable project)
    {
        var urls = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (label, url) in project.Table("urls")?.AllTexts() ?? [])
            urls.TryAdd(NormalLabel(label), url);
        return urls;
    }

    // PEP 753: no ASCII punctuation, no whitespace, lower case.
    private static string NormalLabel(string label) =>
        string.Concat(label.Where(c => char.IsAscii(c) ? char.IsLetterOrDigit(c) : !char.IsWhiteSpace(c)))
            .ToLowerInvariant();

    // A group's items may be requirements, and tables such as { include-group = "test" }.
    private static List<string> GroupsOf(TomlTable root)
    {
        var groups = NamesIn(root.Table("dependency-groups"));
        var beforePep735 = root.Table("tool")?.Table("uv")?.Has("dev-dependencies") ?? false;
        return beforePep735 && !groups.Contains("dev", StringComparer.Ordinal) ? [.. groups, "dev"] : groups;
    }

    private static List<string> NamesIn(TomlTable? table) =>
        [.. (table?.KeysOfArrays() ?? []).Select(PackageName.Normalise)];

    private static string? Missing(IEnumerable<string> asked, IReadOnlyList<string> known) =>
        asked.FirstOrDefault(name => !known.Contains(PackageName.Normalise(name), StringComparer.Ordinal));

    private static string Known(IReadOnlyList<string> names) =>
        "the project has " + (names.Count == 0 ? "none" : string.Join(", ", names.Select(name => $"'{name}'")));
}
