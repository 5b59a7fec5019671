using PyContainers.Core.Common;

namespace PyContainers.Core.Kits;

/// <summary>Which distributions of a uv cache go into a kit.</summary>
/// <param name="Installed">The versions that were installed, by normalised name: no other of these names is
/// wanted.</param>
/// <param name="Names">The only names that are wanted, normalised; null for all.</param>
public sealed record WantedDistributions(
    IReadOnlyDictionary<string, IReadOnlySet<string>> Installed, IReadOnlySet<string>? Names)
{
    // In uv's cache: wheels-v7/pypi/NAME/VERSION-TAG.http, wheels-v7/index/HASH/NAME/…, simple-v27/pypi/NAME.rkyv.
    // Deeper folders of what has no name in its path (git, a URL) are kept.
    /// <summary>Whether a path in the cache is, or leads to, something wanted.</summary>
    /// <param name="path">Its parts.</param>
    internal bool Includes(string[] path)
    {
        if (path.Length < 2 || Kind(path[0]) is not ("wheels" or "simple" or "sdists"))
            return true;
        var at = path[1] switch { "pypi" => 2, "index" => 3, "url" when Kind(path[0]) == "wheels" => 3, _ => -1 };
        if (at < 0 || path.Length <= at)
            return true;
        var name = PackageName.Normalise(
            path[at].EndsWith(".rkyv", StringComparison.Ordinal) ? path[at][..^".rkyv".Length] : path[at]);
        if (Names is not null && !Names.Contains(name))
            return false;
        return path.Length == at + 1 || Kind(path[0]) == "simple" || !Installed.TryGetValue(name, out var versions)
            || versions.Any(version => path[at + 1] == version
                || path[at + 1].StartsWith(version + "-", StringComparison.Ordinal));
    }

    private static string Kind(string bucket) => bucket.Split('-')[0];
}
