using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Policy;

/// <summary>A place that a lockfile has a distribution from.</summary>
/// <param name="Package">The distribution's name.</param>
/// <param name="Address">The URL of an index, an archive or a repository; or the path of a folder of archives.</param>
/// <param name="IsArchive">Whether it is a file that a hash can vouch for.</param>
/// <param name="HasHash">Whether the lockfile has that hash.</param>
/// <param name="Line">1-based line in the lockfile.</param>
public sealed record LockedSource(string Package, string Address, bool IsArchive, bool HasHash, int Line)
{
    private static readonly string[] s_places = ["registry", "index", "git", "url"];

    /// <summary>Reads all of a <c>uv.lock</c> or a <c>pylock.toml</c>, of every platform.</summary>
    /// <param name="file">Full path of the lockfile.</param>
    /// <exception cref="PyContainersException">PYC2002: it is no TOML.</exception>
    public static IReadOnlyList<LockedSource> In(string file) => [.. Lockfile.Packages(file).SelectMany(Of)];

    /// <summary>The line of a distribution's first entry; 0 when there is none.</summary>
    /// <param name="file">Full path of the lockfile.</param>
    /// <param name="distribution">PEP 503 name.</param>
    /// <exception cref="PyContainersException">PYC2002: it is no TOML.</exception>
    public static int LineOf(string file, string distribution) =>
        Lockfile.Packages(file)
            .Where(package => package.Text("name") is { } name && PackageName.Normalise(name) == distribution)
            .Select(package => package.Values["name"].Line)
            .FirstOrDefault();

    private static IEnumerable<LockedSource> Of(TomlTable package)
    {
        var name = package.Text("name") ?? "";
        // uv.lock has a table for the source, pylock.toml has one of each kind.
        var source = package.Table("source") ?? package;
        foreach (var key in s_places)
        {
            if (source.Values.GetValueOrDefault(key) is { Content: string place } value)
                yield return new LockedSource(name, place, IsArchive: false, HasHash: false, value.Line);
        }

        if (package.Table("vcs")?.Values.GetValueOrDefault("url") is { Content: string repository } vcs)
            yield return new LockedSource(name, repository, IsArchive: false, HasHash: false, vcs.Line);
        TomlTable?[] single = [package.Table("archive"), package.Has("sdist") ? package.Table("sdist") : null];
        foreach (var archive in package.Tables("wheels").Concat(single.OfType<TomlTable>()))
            yield return Archive(name, archive);
    }

    private static LockedSource Archive(string name, TomlTable archive)
    {
        var hashed = archive.Text("hash") is { Length: > 0 } || archive.Table("hashes") is { Values.Count: > 0 };
        var line = archive.Values.Values.Select(value => value.Line).DefaultIfEmpty().Min();
        return new LockedSource(name, archive.Text("url") ?? "", IsArchive: true, hashed, line);
    }
}
