using PyContainers.Core.Common;

namespace PyContainers.Core.Development;

/// <summary>Variables as a file in the form that <c>uv run --env-file</c> reads.</summary>
public static class EnvFile
{
    /// <summary>Writes the file; one with the same text keeps its time.</summary>
    public static void Write(string path, IEnumerable<KeyValuePair<string, string>> variables) =>
        AtomicFile.WriteIfDifferent(
            path, string.Concat(variables.Select(one => $"{one.Key}=\"{Escape(one.Value)}\"\n")));

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("$", "\\$", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
