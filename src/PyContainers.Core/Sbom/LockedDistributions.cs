using PyContainers.Core.Common;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Sbom;

/// <summary>Reads what a lockfile says about where distributions come from: <c>uv.lock</c>, a script's, or
/// <c>pylock.toml</c> (PEP 751).</summary>
internal static class LockedDistributions
{
    private static readonly string[] s_local = ["editable", "directory", "virtual", "path"];

    /// <summary>The distributions of a project's lockfile; none for requirements files, which do not say which archive
    /// is installed.</summary>
    public static IReadOnlyList<LockedDistribution> Of(ProjectInfo project) =>
        ProjectManifests.LockOf(project) is { } file
            ? [.. Lockfile.Packages(file).Where(package => package.Has("name")).Select(Distribution)]
            : [];

    private static LockedDistribution Distribution(TomlTable package)
    {
        // uv.lock has a table for the source, pylock.toml has one of each kind.
        var source = package.Table("source") ?? package;
        var archive = source.Table("archive");
        return new LockedDistribution(
            PackageName.Normalise(package.Text("name")!), package.Text("version"), Array.Exists(s_local, source.Has),
            Qualifiers(source),
            [.. Required(package).Select(PackageName.Normalise).Distinct(StringComparer.Ordinal)],
            [.. package.Tables("wheels").Concat(archive is null ? [] : [archive]).Select(Archive)],
            package.Has("sdist") && package.Table("sdist") is { } sdist ? Archive(sdist) : null);
    }

    private static IEnumerable<string> Required(TomlTable package)
    {
        string[] tables = ["optional-dependencies", "dev-dependencies"];
        return package.Tables("dependencies")
            .Concat(tables.Select(package.Table).OfType<TomlTable>()
                .SelectMany(table => table.Values.Keys.SelectMany(table.Tables)))
            .Select(one => one.Text("name")).OfType<string>();
    }

    private static string? Qualifiers(TomlTable source)
    {
        if (source.Values.GetValueOrDefault("git")?.Content is string git)
            return PublicUrl.Of(git) is { } url
                ? $"vcs_url={Uri.EscapeDataString($"git+{url.Split('#')[0]}@{git.Split('#').ElementAtOrDefault(1)}")}"
                : null;
        if (source.Values.GetValueOrDefault("vcs")?.Content is TomlTable vcs && vcs.Text("url") is { } repository)
            return PublicUrl.Of(repository) is { } place
                ? $"vcs_url={Uri.EscapeDataString($"git+{place}@{vcs.Text("commit-id")}")}"
                : null;
        if (source.Values.GetValueOrDefault("url")?.Content is string direct && PublicUrl.Of(direct) is { } download)
            return $"download_url={Uri.EscapeDataString(download)}";
        var index = (source.Values.GetValueOrDefault("registry") ?? source.Values.GetValueOrDefault("index"))?.Content;
        return index is string registry && PublicUrl.Of(registry) is { } registryUrl
            && new Uri(registryUrl).Host != "pypi.org"
            ? $"repository_url={Uri.EscapeDataString(registryUrl)}"
            : null;
    }

    private static LockedArchive Archive(TomlTable archive)
    {
        var url = archive.Text("url");
        var digest = archive.Text("hash") ?? $"sha256:{archive.Table("hashes")?.Text("sha256")}";
        var name = archive.Text("filename") ?? archive.Text("name")
            ?? SlashPath.Name((url ?? archive.Text("path") ?? "").Split('#', '?')[0].Replace('\\', '/'));
        return new LockedArchive(
            Uri.UnescapeDataString(name), url is null ? null : PublicUrl.Of(url),
            Digests.IsDigest(digest) ? digest : null);
    }
}
