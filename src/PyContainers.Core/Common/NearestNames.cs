namespace PyContainers.Core.Common;

/// <summary>What somebody may have meant by a name that is not there.</summary>
public static class NearestNames
{
    private const int Most = 5;

    /// <summary>The names that are most like a given one, best first; none when nothing is like it.</summary>
    /// <param name="name">What is not there.</param>
    /// <param name="known">What is there.</param>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known) =>
        [
            .. known
                .Distinct(StringComparer.Ordinal)
                .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
                .Where(one => IsNear(name, one.Name, one.Distance))
                .OrderBy(one => one.Distance)
                .ThenBy(one => one.Name, StringComparer.Ordinal)
                .Take(Most)
                .Select(one => one.Name),
        ];

    /// <summary>Names as messages list them: quoted, with commas between them.</summary>
    public static string List(IEnumerable<string> names, int most = 8)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(most).Select(name => $"'{name}'")) + (all.Count > most ? " and more" : "");
    }

    private static bool IsNear(string name, string other, int distance) =>
        distance <= Math.Max(1, name.Length / 3)
        || name.Length > 2 && other.Contains(name, StringComparison.OrdinalIgnoreCase)
        || other.Length > 2 && name.Contains(other, StringComparison.OrdinalIgnoreCase);

    // Levenshtein's: how many letters to add, remove or exchange.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
                var cost = Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1);
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }
}
