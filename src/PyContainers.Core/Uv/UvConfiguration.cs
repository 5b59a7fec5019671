namespace PyContainers.Core.Uv;

/// <summary>The files that configure uv.</summary>
public static class UvConfiguration
{
    /// <summary>Their names in each folder.</summary>
    public static IReadOnlyList<string> Names { get; } = ["pyproject.toml", "uv.toml"];

    /// <summary>Their full paths in some folders; some may not exist.</summary>
    public static IEnumerable<string> In(IEnumerable<string> folders) =>
        folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name)));
}
