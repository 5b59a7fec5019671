namespace PyContainers.Core.Sbom;

/// <summary>A distribution in a lockfile.</summary>
/// <param name="Name">PEP 503 name.</param>
/// <param name="Version">Its version; null where the build backend computes it.</param>
/// <param name="IsLocal">Whether it is built from sources on this machine.</param>
/// <param name="Qualifiers">What its package URL says about its place if that is no public index, ex:
/// <c>repository_url=…</c>; null for one from the public index.</param>
/// <param name="Requires">PEP 503 names of what it requires, under any condition.</param>
/// <param name="Wheels">Its wheels.</param>
/// <param name="Source">Its source archive, or null.</param>
public sealed record LockedDistribution(
    string Name, string? Version, bool IsLocal, string? Qualifiers, IReadOnlyList<string> Requires,
    IReadOnlyList<LockedArchive> Wheels, LockedArchive? Source);

/// <summary>A wheel or a source archive in a lockfile.</summary>
/// <param name="File">Its file name.</param>
/// <param name="Url">Where it is, without credentials; null for one on this machine.</param>
/// <param name="Digest">Its digest, or null.</param>
public sealed record LockedArchive(string File, string? Url, string? Digest)
{
    /// <summary>Whether this wheel is the one whose <c>WHEEL</c> names these tags.</summary>
    /// <param name="tags">The tags, in ordinal order.</param>
    /// <returns>2 if they are the same, 1 if they have some in common, else 0.</returns>
    public int Matches(IReadOnlyList<string> tags)
    {
        if (!File.EndsWith(".whl", StringComparison.Ordinal) || File[..^4].Split('-') is not { Length: >= 5 } parts)
            return 0;
        var own = (
            from python in parts[^3].Split('.')
            from abi in parts[^2].Split('.')
            from platform in parts[^1].Split('.')
            select $"{python}-{abi}-{platform}").ToHashSet(StringComparer.Ordinal);
        return own.SetEquals(tags) ? 2 : own.Overlaps(tags) ? 1 : 0;
    }
}
