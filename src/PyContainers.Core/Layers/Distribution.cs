using System.Globalization;
using System.Text;

namespace PyContainers.Core.Layers;

/// <summary>An installed distribution, as its <c>.dist-info</c> folder tells.</summary>
/// <param name="Name">PEP 503 name.</param>
/// <param name="Version">Its version.</param>
/// <param name="DistInfo">The folder's name in site-packages.</param>
/// <param name="IsPure">Whether it has the same files on every architecture: pure, and tagged <c>none-any</c>.</param>
/// <param name="Record">Its files, without what installers add and without bytecode.</param>
/// <param name="Scripts">Its console and GUI scripts.</param>
/// <param name="Fingerprint">A digest of its content, independent of where it is installed.</param>
/// <param name="Size">The size of its files in bytes.</param>
public sealed record Distribution(
    string Name, string Version, string DistInfo, bool IsPure, IReadOnlyList<RecordLine> Record,
    IReadOnlyList<ConsoleScript> Scripts, string Fingerprint, long Size)
{
    // Written by installers about the host they ran on; an image has no use for them.
    private static readonly string[] s_installerFiles = ["INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"];

    /// <summary>Reads the distribution of a <c>.dist-info</c> folder.</summary>
    /// <param name="sitePackages">Full path of site-packages.</param>
    /// <param name="distInfo">The folder's name.</param>
    public static Distribution Read(string sitePackages, string distInfo)
    {
        var folder = Path.Combine(sitePackages, distInfo);
        var stem = distInfo[..^".dist-info".Length];
        var dash = stem.IndexOf('-', StringComparison.Ordinal);
        var (name, version) = (Projects.ProjectReader.NormalisedName(stem[..dash]), stem[(dash + 1)..]);

        var entryPoints = Path.Combine(folder, "entry_points.txt");
        var scripts = File.Exists(entryPoints) ? ConsoleScript.Parse(File.ReadAllText(entryPoints)) : [];
        var record = RecordFile.Parse(File.ReadAllText(Path.Combine(folder, "RECORD"))).Where(line => IsKept(line.Path, distInfo)).ToList();
        var wheel = File.ReadAllText(Path.Combine(folder, "WHEEL"));
        return new Distribution(name, version, distInfo, IsPureWheel(wheel), record, scripts,
            FingerprintOf(name, version, record, sitePackages), record.Sum(line => SizeOf(line)));
    }

    /// <summary>The name of a script if this path is one in the environment's <c>bin</c> (<c>Scripts</c> on Windows), else null.</summary>
    public static string? ScriptName(string path)
    {
        string[] folders = ["../../../bin/", "../../Scripts/"];
        return folders.Where(folder => path.StartsWith(folder, StringComparison.Ordinal)).Select(folder => path[folder.Length..]).FirstOrDefault(name => !name.Contains('/', StringComparison.Ordinal));
    }

    private static bool IsKept(string path, string distInfo) =>
        !path.EndsWith(".pyc", StringComparison.Ordinal)
        && !s_installerFiles.Any(file => path.Length == distInfo.Length + 1 + file.Length && path == $"{distInfo}/{file}");

    private static bool IsPureWheel(string wheel)
    {
        var lines = wheel.Split('\n').Select(line => line.Trim()).ToList();
        var tags = lines.Where(line => line.StartsWith("Tag:", StringComparison.Ordinal)).ToList();
        return lines.Contains("Root-Is-Purelib: true", StringComparer.OrdinalIgnoreCase) && tags.TrueForAll(tag => tag.EndsWith("-none-any", StringComparison.Ordinal));
    }

    // Scripts hold the path of the environment they were installed into, and are made from entry_points.txt, which is hashed.
    private static string FingerprintOf(string name, string version, List<RecordLine> record, string sitePackages)
    {
        var text = new StringBuilder($"{name} {version}\n");
        foreach (var line in record.Where(line => ScriptName(line.Path) is null && !line.Path.EndsWith(".dist-info/RECORD", StringComparison.Ordinal)).OrderBy(line => line.Path, StringComparer.Ordinal))
        {
            var file = Path.GetFullPath(line.Path, sitePackages);
            var hash = line.Hash.Length > 0 || !File.Exists(file) ? line.Hash : Digests.OfFile(file);
            text.Append(line.Path).Append(' ').Append(hash).Append('\n');
        }

        return Digests.Of(text.ToString());
    }

    private static long SizeOf(RecordLine line) => long.TryParse(line.Size, CultureInfo.InvariantCulture, out var size) ? size : 0;
}
