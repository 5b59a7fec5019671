namespace PyContainers.Core.Bases;

/// <summary>What a base image's package manager has installed, by its own database.</summary>
/// <param name="Distribution"><c>ID</c> of <c>/etc/os-release</c>, ex: <c>debian</c>; empty when there is
/// none.</param>
/// <param name="Release">Its <c>VERSION_ID</c>, ex: <c>12</c>, or empty.</param>
/// <param name="Packages">The packages, ordinal by name.</param>
public sealed record BasePackages(string Distribution, string Release, IReadOnlyList<BasePackage> Packages)
{
    private static readonly string[] s_files =
    [
        "var/lib/dpkg/status", "lib/apk/db/installed", "usr/lib/apk/db/installed",
        "var/lib/rpmmanifest/container-manifest-2", "etc/os-release", "usr/lib/os-release",
    ];

    // Images without dpkg itself have a file for each package, as Google's distroless.
    private const string StatusFolder = "var/lib/dpkg/status.d";

    /// <summary>Whether the scanner has to keep a file's text.</summary>
    /// <param name="path">Its path in the image, as the layer writes it.</param>
    internal static bool IsTold(string path)
    {
        var relative = path.TrimStart('.', '/');
        return s_files.Contains(relative, StringComparer.Ordinal)
            || relative.StartsWith(StatusFolder + "/", StringComparison.Ordinal)
                && !relative.EndsWith(".md5sums", StringComparison.Ordinal);
    }

    /// <summary>Reads the databases of an image.</summary>
    internal static BasePackages Of(ImageTree tree)
    {
        var release = (Text("etc/os-release") ?? Text("usr/lib/os-release") ?? "").Split('\n')
            .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim(), StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.First()[1].Trim().Trim('"', '\''), StringComparer.Ordinal);
        var names = tree.Find(StatusFolder)?.Children?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();
        var dpkg = names.Select(name => Text($"{StatusFolder}/{name}")).Prepend(Text("var/lib/dpkg/status"))
            .OfType<string>();
        return new BasePackages(
            release.GetValueOrDefault("ID") ?? "", release.GetValueOrDefault("VERSION_ID") ?? "",
            [
                .. dpkg.SelectMany(Deb)
                    .Concat(Apk(Text("lib/apk/db/installed") ?? Text("usr/lib/apk/db/installed") ?? ""))
                    .Concat(Rpm(Text("var/lib/rpmmanifest/container-manifest-2") ?? ""))
                    .OrderBy(one => one.Name, StringComparer.Ordinal)
                    .ThenBy(one => one.Architecture, StringComparer.Ordinal)
                    .ThenBy(one => one.Version, StringComparer.Ordinal).Distinct(),
            ]);

        string? Text(string path) => tree.Find(path)?.Note;
    }

    private static IEnumerable<BasePackage> Deb(string text) =>
        from fields in Stanzas(text)
        where !fields.TryGetValue("Status", out var status)
            || status.EndsWith(" installed", StringComparison.Ordinal)
        let package = Of("deb", fields, "Package", "Version", "Architecture", license: null)
        where package is not null
        select package;

    private static IEnumerable<BasePackage> Apk(string text) =>
        Stanzas(text).Select(fields => Of("apk", fields, "P", "V", "A", "L")).OfType<BasePackage>();

    // A line for each package: name, version-release, and the architecture as the eighth of ten.
    private static IEnumerable<BasePackage> Rpm(string text) =>
        text.Split('\n').Select(line => line.Trim().Split('\t')).Where(fields => fields.Length >= 8)
            .Select(fields => new BasePackage("rpm", fields[0], fields[1], fields[7], null));

    private static BasePackage? Of(
        string kind, Dictionary<string, string> fields, string name, string version, string architecture,
        string? license) =>
        fields.TryGetValue(name, out var named) && fields.TryGetValue(version, out var versioned)
            ? new BasePackage(kind, named, versioned, fields.GetValueOrDefault(architecture) ?? "",
                license is null ? null : fields.GetValueOrDefault(license))
            : null;

    private static IEnumerable<Dictionary<string, string>> Stanzas(string text) =>
        from stanza in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        select stanza.Split('\n').Where(line => line.Length > 0 && line[0] is not (' ' or '\t'))
            .Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.First()[1].Trim(), StringComparer.Ordinal);
}

/// <summary>A package of a base image.</summary>
/// <param name="Kind"><c>deb</c>, <c>apk</c> or <c>rpm</c>, as package URLs say it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, as the package manager writes it.</param>
/// <param name="Architecture">Its architecture, likewise, or empty.</param>
/// <param name="License">What the database says about its licence, or null.</param>
public sealed record BasePackage(string Kind, string Name, string Version, string Architecture, string? License);
