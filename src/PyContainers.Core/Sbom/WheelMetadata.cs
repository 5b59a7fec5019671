namespace PyContainers.Core.Sbom;

/// <summary>The headers of a distribution's <c>METADATA</c> or <c>WHEEL</c>: the core metadata specification.</summary>
public sealed class WheelMetadata
{
    private readonly List<(string Name, string Value)> _headers = [];

    /// <summary>Reads the headers; what follows an empty line is the description.</summary>
    public static WheelMetadata Parse(string text)
    {
        var metadata = new WheelMetadata();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').TakeWhile(line => line.Length > 0))
        {
            if (line[0] is ' ' or '\t' && metadata._headers is [.., var last])
                metadata._headers[^1] = (last.Name, last.Value + "\n" + line.Trim());
            else if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
                metadata._headers.Add((line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        return metadata;
    }

    /// <summary>The first value of a header, or null.</summary>
    public string? First(string name) => All(name).FirstOrDefault();

    /// <summary>All values of a header, in the file's order.</summary>
    public IEnumerable<string> All(string name) =>
        _headers.Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value);
}
