using PyContainers.Core.Common;

namespace PyContainers.Core.Environments;

/// <summary>
/// A file that more than one distribution records. There can be one only: the one that uv wrote last lies there, and
/// belongs to the distribution whose record has its hash. With one distribution after the other uv goes by name, so the
/// last name wins on every machine.
/// </summary>
/// <param name="Path">Relative to site-packages, <c>/</c>-separated.</param>
/// <param name="Owner">The name of the distribution whose file it is.</param>
/// <param name="Others">The names of the others that record it, in ordinal order.</param>
/// <param name="IsSame">Whether all of them record the same content.</param>
public sealed record ContestedFile(string Path, string Owner, IReadOnlyList<string> Others, bool IsSame)
{
    /// <summary>Finds them among what is installed.</summary>
    /// <param name="distributions">What is installed, ordinal by name.</param>
    public static IReadOnlyList<ContestedFile> Among(IReadOnlyList<Distribution> distributions)
    {
        var first = new Dictionary<string, Distribution>(StringComparer.Ordinal);
        var contested = new SortedDictionary<string, List<Distribution>>(StringComparer.Ordinal);
        foreach (var distribution in distributions)
        {
            foreach (var line in distribution.Record)
            {
                if (first.TryAdd(line.Path, distribution) || first[line.Path] == distribution)
                    continue;
                if (!contested.TryGetValue(line.Path, out var all))
                    contested.Add(line.Path, all = [first[line.Path]]);
                if (!all.Contains(distribution))
                    all.Add(distribution);
            }
        }

        return [.. contested.Select(one => Of(one.Key, one.Value))];
    }

    /// <summary>Takes from each distribution the files that are another's.</summary>
    /// <param name="distributions">What is installed.</param>
    /// <param name="contested">What <see cref="Among"/> found.</param>
    public static IReadOnlyList<Distribution> Settle(
        IReadOnlyList<Distribution> distributions,
        IReadOnlyList<ContestedFile> contested
    )
    {
        if (contested.Count == 0)
            return distributions;
        return
        [
            .. distributions.Select(distribution =>
            {
                var lost = contested.Where(file => file.Others.Contains(distribution.Name, StringComparer.Ordinal))
                    .Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
                // What is in the layer, not what the record claims, is what the layer is known by.
                string[] told =
                [
                    .. lost.Order(StringComparer.Ordinal).Select(path => "without " + path),
                    .. contested.Where(file => file.Owner == distribution.Name)
                        .Select(file => new RecordLine(file.Path, HashOf(Line(file.Path, distribution)), ""))
                        .Where(line => !distribution.Record.Any(claim =>
                            claim.Path == line.Path && claim.Hash == line.Hash))
                        .Select(line => $"{line.Path} {line.Hash}"),
                ];
                return told.Length == 0 ? distribution : distribution with
                {
                    NotOwned = lost,
                    Fingerprint = Digests.Of(string.Join('\n', told.Prepend(distribution.Fingerprint))),
                };
            }),
        ];
    }

    private static ContestedFile Of(string path, List<Distribution> all)
    {
        var lines = all.ConvertAll(one => Line(path, one));
        var isSame = lines.TrueForAll(line => line.Hash == lines[0].Hash);
        var installed = isSame ? "" : HashOf(lines[0]);
        var there = isSame ? -1 : lines.FindLastIndex(line => line.Hash == installed);
        var owner = isSame ? all[0] : all[there < 0 ? ^1 : there];
        return new ContestedFile(
            path, owner.Name, [.. all.Where(one => one != owner).Select(one => one.Name)], isSame);
    }

    private static RecordLine Line(string path, Distribution distribution) =>
        distribution.Record.First(line => line.Path == path);

    private static string HashOf(RecordLine line) =>
        File.Exists(line.File) ? RecordLine.Of(line.Path, File.ReadAllBytes(line.File)).Hash : "";
}
