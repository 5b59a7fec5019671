using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Environments;

/// <summary>The environment that uv filled on this machine, in either layout: <c>lib/python3.X/site-packages</c>, or
/// Windows' <c>Lib/site-packages</c>.</summary>
/// <param name="Folder">Full path of the environment.</param>
/// <param name="SitePackages">Full path of site-packages.</param>
/// <param name="Distributions">What is installed, ordinal by name.</param>
public sealed record StagingEnvironment(string Folder, string SitePackages, IReadOnlyList<Distribution> Distributions)
{
    /// <summary>The files that more than one distribution records; each is one's only in
    /// <see cref="Distributions"/>.</summary>
    public IReadOnlyList<ContestedFile> Contested { get; init; } = [];

    /// <summary>Reads an environment.</summary>
    /// <exception cref="PyContainersException">PYC3032 for a package that is not really installed, PYC3034 for a folder
    /// without site-packages.</exception>
    public static StagingEnvironment Read(string folder)
    {
        var sitePackages = Find(folder) ?? throw LayerErrors.NotAnEnvironment(folder);
        var installed = Installed(sitePackages);
        if (EditableIn(sitePackages) is { } editable)
            throw LayerErrors.Editable(editable);
        return Settled(folder, sitePackages, installed);
    }

    /// <summary>Reads an environment of this machine, in which packages may be links to their sources.</summary>
    /// <exception cref="PyContainersException">PYC3034 for a folder without site-packages.</exception>
    public static StagingEnvironment ReadOnHost(string folder)
    {
        var sitePackages = Find(folder) ?? throw LayerErrors.NotAnEnvironment(folder);
        return Settled(folder, sitePackages, Installed(sitePackages));
    }

    private static StagingEnvironment Settled(string folder, string sitePackages, List<Distribution> installed)
    {
        var contested = ContestedFile.Among(installed);
        return new StagingEnvironment(
            folder, sitePackages, ContestedFile.Settle(installed, contested))
        {
            Contested = contested,
        };
    }

    /// <summary>The contested files of an environment that may not be there.</summary>
    public static IReadOnlyList<ContestedFile> ContestedIn(string folder) =>
        Directory.Exists(folder) && Find(folder) is { } sitePackages
            ? ContestedFile.Among(Installed(sitePackages))
            : [];

    /// <summary>The folder of the programs of an environment that runs on this machine.</summary>
    public static string ProgramsIn(string folder) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? "Scripts" : "bin");

    /// <summary>Its interpreter.</summary>
    public static string PythonIn(string folder) =>
        Path.Combine(ProgramsIn(folder), OperatingSystem.IsWindows() ? "python.exe" : "python");

    /// <summary>PEP 503 names of what is installed, without reading it.</summary>
    public static IReadOnlySet<string> NamesIn(string folder) =>
        VersionsIn(folder).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Versions of what is installed, by PEP 503 name, without reading it.</summary>
    public static IEnumerable<(string Name, string Version)> VersionsIn(string folder) =>
        from distInfo in Directory.Exists(folder) && Find(folder) is { } sitePackages ? DistInfos(sitePackages) : []
        let parts = distInfo[..^".dist-info".Length].Split('-', 2)
        select (PackageName.Normalise(parts[0]), parts[1]);

    // setuptools writes a finder or a .pth of a telling name, others a .pth with the folder of the sources.
    private static string? EditableIn(string sitePackages) =>
        Directory
            .EnumerateFiles(sitePackages, "*")
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(file =>
                Path.GetFileName(file).StartsWith("__editable__", StringComparison.Ordinal)
                || file.EndsWith(".pth", StringComparison.Ordinal)
                    && File.ReadLines(file).Any(line => Path.IsPathFullyQualified(line.Trim()))
            );

    private static List<Distribution> Installed(string sitePackages) =>
    [
        .. DistInfos(sitePackages)
            .Select(distInfo => Distribution.Read(sitePackages, distInfo))
            .OrderBy(distribution => distribution.Name, StringComparer.Ordinal),
    ];

    // Without a record, uv was killed while installing; the next sync repairs it. A folder of another form is a file of
    // some wheel's.
    private static IEnumerable<string> DistInfos(string sitePackages) =>
        Directory.EnumerateDirectories(sitePackages, "*.dist-info")
            .Where(distInfo => File.Exists(Path.Combine(distInfo, "RECORD")))
            .Select(distInfo => Path.GetFileName(distInfo))
            .Where(name => name[..^".dist-info".Length].Split('-', 2) is [{ Length: > 0 }, { Length: > 0 }]);

    // Windows does not tell the two layouts' folders apart by their case, and a wheel may bring a folder of the other
    // layout's name: the host's own layout comes first. A uv for another system may use that system's.
    private static string? Find(string folder)
    {
        string[] windows = [Path.Combine(folder, "Lib", "site-packages")];
        var linux = InLinuxLayout(Path.Combine(folder, "lib"));
        return (OperatingSystem.IsWindows() ? windows.Concat(linux) : linux.Concat(windows))
            .FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> InLinuxLayout(string lib) =>
        Directory.Exists(lib)
            ? Directory.EnumerateDirectories(lib, "python*").Select(python => Path.Combine(python, "site-packages"))
            : [];
}
