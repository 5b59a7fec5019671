using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Projects;

/// <summary>Makes the error for something wrong in a TOML text, at a 1-based line and column.</summary>
internal delegate PyContainersException TomlError(string text, int line, int column);

/// <summary>A value and its place.</summary>
/// <param name="Content">
/// A string, a bool, a <see cref="TomlTable"/> or a list of values; null for a number or a time, of no use here.
/// </param>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based column.</param>
internal sealed record TomlValue(object? Content, int Line, int Column);

/// <summary>A table of a TOML text. A value of another type than the one asked for is an error at its place.</summary>
/// <param name="path">The table's name as messages write it, ex: <c>project.urls</c>; empty for the whole text.</param>
/// <param name="error">Makes the errors.</param>
internal sealed class TomlTable(string path, TomlError error)
{
    private const string Strings = "an array of strings";

    /// <summary>The values by key, in the text's order.</summary>
    public Dictionary<string, TomlValue> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there is a value, of any type.</summary>
    public bool Has(string key) => Values.ContainsKey(key);

    /// <summary>A table inside, or null.</summary>
    public TomlTable? Table(string key) => Get<TomlTable>(key, "a table");

    /// <summary>The tables of an array; none where there is no such key.</summary>
    public IReadOnlyList<TomlTable> Tables(string key) =>
        [
            .. (Get<List<TomlValue>>(key, "an array of tables") ?? [])
                .Select(item => As<TomlTable>(key, item, "an array of tables")!),
        ];

    /// <summary>Whether a value is there and <c>true</c>.</summary>
    public bool Flag(string key) => Values.GetValueOrDefault(key) is { Content: true };

    /// <summary>A string, or null.</summary>
    public string? Text(string key) => Get<string>(key, "a string");

    /// <summary>The strings of an array; none where there is no such key.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. (Get<List<TomlValue>>(key, Strings) ?? []).Select(item => As<string>(key, item, Strings)!)];

    /// <summary>A string or a table, or null.</summary>
    public object? TextOrTable(string key) =>
        Values.GetValueOrDefault(key) is { Content: TomlTable table } ? table : Get<string>(key, "a string or a table");

    /// <summary>Checks that every value is a string, and returns them by key.</summary>
    public Dictionary<string, string> AllTexts() =>
        Values.Keys.ToDictionary(key => key, key => Text(key)!, StringComparer.Ordinal);

    /// <summary>Checks that every value is an array, and returns the keys.</summary>
    public IEnumerable<string> KeysOfArrays() =>
        Values.Keys.Where(key => Get<List<TomlValue>>(key, "an array") is not null);

    /// <summary>The name of a value inside, as messages write it.</summary>
    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private T? Get<T>(string key, string wanted) where T : class =>
        Values.TryGetValue(key, out var value) ? As<T>(key, value, wanted) : null;

    private T? As<T>(string key, TomlValue value, string wanted) where T : class =>
        value.Content as T
        ?? throw error($"'{PathOf(key)}' must be {wanted}, not {Kind(value.Content)}.", value.Line, value.Column);

    private static string Kind(object? content) => content switch
    {
        string => "a string",
        bool => "a Boolean",
        TomlTable => "a table",
        null => "a number or a time",
        List<TomlValue> list when list.Exists(item => item.Content is not string) => "an array of other values",
        _ => "an array",
    };
}
