using System.Text;

namespace PyContainers.Core.Environments;

/// <summary>One line of a <c>RECORD</c>: the packaging specification "Recording installed projects".</summary>
/// <param name="Path">Relative to site-packages, <c>/</c>-separated.</param>
/// <param name="Hash"><c>sha256=</c> and the unpadded URL-safe base64, or empty.</param>
/// <param name="Size">In bytes, as written, or empty.</param>
public sealed record RecordLine(string Path, string Hash, string Size)
{
    private const string Sha256Prefix = "sha256=";

    /// <summary>Full path of the file here; null for one that nobody looked for, or outside the environment.</summary>
    public string? File { get; init; }

    /// <summary>The hash alone, or null when the line has none or another algorithm's; some tools pad it, or write the
    /// other alphabet.</summary>
    public string? Sha256 => Hash.StartsWith(Sha256Prefix, StringComparison.Ordinal)
        ? Hash[Sha256Prefix.Length..].TrimEnd('=').Replace('+', '-').Replace('/', '_')
        : null;

    /// <summary>The line of a file with this content.</summary>
    public static RecordLine Of(string path, ReadOnlySpan<byte> content) =>
        new(
            path,
            "sha256="
                + Convert
                    .ToBase64String(System.Security.Cryptography.SHA256.HashData(content))
                    .TrimEnd('=')
                    .Replace('+', '-')
                    .Replace('/', '_'),
            content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
}

/// <summary>Reads and writes the CSV of a <c>RECORD</c>.</summary>
public static class RecordFile
{
    /// <summary>Reads the lines; quoted fields and doubled quotes as in RFC 4180.</summary>
    public static IReadOnlyList<RecordLine> Parse(string text)
    {
        var lines = new List<RecordLine>();
        foreach (var line in text.Split('\n'))
        {
            var fields = Fields(line.TrimEnd('\r'));
            if (fields[0].Length > 0)
                lines.Add(
                    new RecordLine(
                        fields[0].Replace('\\', '/'),
                        fields.ElementAtOrDefault(1) ?? "",
                        fields.ElementAtOrDefault(2) ?? ""
                    )
                );
        }

        return lines;
    }

    /// <summary>Writes the lines in ordinal order of their paths, as uv does.</summary>
    public static byte[] Write(IEnumerable<RecordLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines.OrderBy(line => line.Path, StringComparer.Ordinal))
            text.Append(Quote(line.Path)).Append(',').Append(line.Hash).Append(',').Append(line.Size).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(c);
        }

        fields.Add(field.ToString());
        return fields;
    }

    private static string Quote(string path) =>
        path.AsSpan().IndexOfAny(',', '"') < 0 ? path : $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
