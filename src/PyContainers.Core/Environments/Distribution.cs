using System.Globalization;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Environments;

/// <summary>An installed distribution, as its <c>.dist-info</c> folder tells.</summary>
/// <param name="Name">PEP 503 name.</param>
/// <param name="Version">Its version.</param>
/// <param name="DistInfo">The folder's name in site-packages.</param>
/// <param name="IsPure">Whether it has the same files on every architecture: pure, and tagged <c>none-any</c>.</param>
/// <param name="Record">Its files, without what installers add and without bytecode; their paths are those of an
/// environment of Linux, whatever the host's is.</param>
/// <param name="Scripts">Its console and GUI scripts.</param>
/// <param name="Fingerprint">A digest of its content, independent of where it is installed.</param>
/// <param name="Size">The size of its files in bytes.</param>
public sealed record Distribution(
    string Name, string Version, string DistInfo, bool IsPure, IReadOnlyList<RecordLine> Record,
    IReadOnlyList<ConsoleScript> Scripts, string Fingerprint, long Size)
{
    /// <summary>Those of its recorded files that are another distribution's: see <see cref="ContestedFile"/>.</summary>
    public IReadOnlySet<string> NotOwned { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether its compiled files were built for one machine and not for every Linux: its wheel's tag says
    /// <c>linux_x86_64</c>, as one that is built here does, and as public indexes refuse.</summary>
    public bool IsLocalBuild { get; init; }

    /// <summary>Names of the programs that it puts into the environment's <c>bin</c>: those made from its entry points,
    /// and those that its wheel brings.</summary>
    public IEnumerable<string> Programs =>
        Scripts.Select(script => script.Name).Concat(Record.Select(line => ScriptName(line.Path)).OfType<string>());

    // Written by installers about the host they ran on; an image has no use for them.
    private static readonly string[] s_installerFiles =
    [
        "INSTALLER",
        "REQUESTED",
        "direct_url.json",
        "uv_cache.json",
        "uv_build.json",
    ];

    /// <summary>Reads the distribution of a <c>.dist-info</c> folder.</summary>
    /// <param name="sitePackages">Full path of site-packages.</param>
    /// <param name="distInfo">The folder's name.</param>
    public static Distribution Read(string sitePackages, string distInfo)
    {
        var folder = Path.Combine(sitePackages, distInfo);
        var stem = distInfo[..^".dist-info".Length];
        var dash = stem.IndexOf('-', StringComparison.Ordinal);
        var (name, version) = (PackageName.Normalise(stem[..dash]), stem[(dash + 1)..]);

        var entryPoints = Path.Combine(folder, "entry_points.txt");
        var scripts = File.Exists(entryPoints) ? ConsoleScript.Parse(File.ReadAllText(entryPoints)) : [];
        var record = RecordFile
            .Parse(File.ReadAllText(Path.Combine(folder, "RECORD")))
            .Select(new RecordedPlaces(sitePackages).Place)
            .Where(line => IsKept(line.Path, distInfo))
            .OrderBy(line => line.Path, StringComparer.Ordinal)
            .ToList();
        if (record.Find(line => line.Path.Contains('\0', StringComparison.Ordinal)) is { } none)
            throw LayerErrors.NoPlace(none.Path, $"of {name} {version}");
        var wheelFile = Path.Combine(folder, "WHEEL");
        var wheel = File.Exists(wheelFile) ? File.ReadAllText(wheelFile) : "";
        return new Distribution(name, version, distInfo, IsPureWheel(wheel), record, scripts,
            FingerprintOf(name, version, record, scripts), record.Sum(line => SizeOf(line)))
        {
            IsLocalBuild = Tags(wheel).Exists(tag => tag.Contains("-linux_", StringComparison.Ordinal)),
        };
    }

    /// <summary>The name of a script if this path of <see cref="Record"/> is one in the environment's <c>bin</c>, else
    /// null.</summary>
    public static string? ScriptName(string path) =>
        path.Split('/') is ["..", "..", "..", "bin", var name] ? name : null;

    private static bool IsKept(string path, string distInfo) =>
        !path.EndsWith(".pyc", StringComparison.Ordinal)
        && !s_installerFiles.Any(file =>
            path.Length == distInfo.Length + 1 + file.Length && path == $"{distInfo}/{file}"
        );

    private static bool IsPureWheel(string wheel)
    {
        var lines = wheel.Split('\n').Select(line => line.Trim());
        return lines.Contains("Root-Is-Purelib: true", StringComparer.OrdinalIgnoreCase)
            && Tags(wheel).TrueForAll(tag => tag.EndsWith("-none-any", StringComparison.Ordinal));
    }

    private static List<string> Tags(string wheel) =>
        [
            .. wheel.Split('\n').Select(line => line.Trim())
                .Where(line => line.StartsWith("Tag:", StringComparison.Ordinal)),
        ];

    /// <summary>Whether a script is made from <c>entry_points.txt</c>, not brought by the wheel; on a Windows host it
    /// is a launcher.</summary>
    internal static bool IsGenerated(IEnumerable<ConsoleScript> scripts, string name) =>
        scripts.Any(script =>
            name == script.Name || name == script.Name + ".exe" || name == WithoutPy(script.Name) + ".exe");

    // uv names the launcher of a script 'x.py' 'x.exe'.
    private static string WithoutPy(string name) =>
        name.EndsWith(".py", StringComparison.Ordinal) ? name[..^".py".Length] : name;

    private static string FingerprintOf(
        string name,
        string version,
        List<RecordLine> record,
        IReadOnlyList<ConsoleScript> scripts
    )
    {
        var text = new StringBuilder($"{name} {version}\n");
        foreach (
            var line in record
                .Where(line => !line.Path.EndsWith(".dist-info/RECORD", StringComparison.Ordinal))
                .OrderBy(line => line.Path, StringComparer.Ordinal)
        )
        {
            var script = ScriptName(line.Path);
            if (script is not null && IsGenerated(scripts, script))
                continue; // entry_points.txt is hashed
            var hash =
                (script is null && line.Sha256 is not null) || !File.Exists(line.File) ? line.Hash
                : script is null ? Digests.OfFile(line.File)
                : ScriptHash(line.File);
            text.Append(line.Path).Append(' ').Append(hash).Append('\n');
        }

        return Digests.Of(text.ToString());
    }

    // A script that the wheel brings holds the path of the environment it was installed into.
    private static string ScriptHash(string file)
    {
        var folder = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Path.GetDirectoryName(file)!));
        return Digests.Of(
            Encoding.Latin1.GetString(File.ReadAllBytes(file)).Replace(folder, "", StringComparison.Ordinal)
        );
    }

    private static long SizeOf(RecordLine line) =>
        long.TryParse(line.Size, CultureInfo.InvariantCulture, out var size) ? size : 0;
}
