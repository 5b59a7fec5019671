using System.Globalization;

namespace Internet;

/// <summary>Every request of a run: a line with host, method, status, bytes down and up, and path.</summary>
internal sealed class RequestLog(string state) : IDisposable
{
    private const string Name = "requests.tsv";

    private readonly StreamWriter _writer = new(Path.Combine(state, Name), append: true) { AutoFlush = true };
    private readonly Lock _gate = new();

    public void Add(string host, string method, int status, long down, long up, string path)
    {
        lock (_gate)
            _writer.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{host}\t{method}\t{status}\t{down}\t{up}\t{path}"));
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>A Markdown table of requests and bytes by host.</summary>
    public static string Summary(string state)
    {
        var file = Path.Combine(state, Name);
        var rows = (File.Exists(file) ? File.ReadLines(file) : [])
            .Select(line => line.Split('\t'))
            .GroupBy(parts => parts[0], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {group.Count()} | {Sum(group, 3):N0} | {Sum(group, 4):N0} |"));
        return string.Join('\n', ["| Host | Requests | Bytes down | Bytes up |", "|---|---|---|---|", .. rows]);
    }

    private static long Sum(IEnumerable<string[]> lines, int column) =>
        lines.Sum(parts => long.Parse(parts[column], CultureInfo.InvariantCulture));
}
