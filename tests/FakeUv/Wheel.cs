using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FakeUv;

/// <summary>A real wheel of the folder that FAKE_UV_WHEELS names, installed as uv does on the system that it runs
/// on.</summary>
internal sealed class Wheel(string file)
{
    /// <summary>The wheel of a package for the wanted platform, or null.</summary>
    /// <param name="name">The package.</param>
    /// <param name="version">Its version.</param>
    /// <param name="args">The arguments of the call, of which one names the platform.</param>
    public static Wheel? Find(string name, string version, string[] args)
    {
        if (Environment.GetEnvironmentVariable("FAKE_UV_WHEELS") is not { Length: > 0 } folder)
            return null;
        var machine = args.Any(arg => arg.StartsWith("aarch64", StringComparison.Ordinal)) ? "aarch64" : "x86_64";
        return Directory
            .EnumerateFiles(folder, $"{name.Replace('-', '_')}-{version}-*.whl")
            .Order(StringComparer.Ordinal)
            .Where(wheel => wheel.EndsWith("-any.whl", StringComparison.Ordinal)
                || wheel.EndsWith(machine + ".whl", StringComparison.Ordinal))
            .Select(wheel => new Wheel(wheel))
            .FirstOrDefault();
    }

    public void Install(string site)
    {
        using var zip = ZipFile.OpenRead(file);
        zip.ExtractToDirectory(site, overwriteFiles: true);
        var recordFile = Path.Combine(site, zip.Entries.First(entry => entry.Name == "RECORD").FullName);
        var record = new StringBuilder(CallLog.ReadText(recordFile));
        foreach (var name in Scripts(Path.Combine(Path.GetDirectoryName(recordFile)!, "entry_points.txt")))
            record.Append(WriteScript(site, name));
        File.WriteAllText(recordFile, record.ToString());
    }

    private static IEnumerable<string> Scripts(string entryPoints) =>
        !File.Exists(entryPoints)
            ? []
            : CallLog.ReadText(entryPoints).ReplaceLineEndings("\n").Split('\n')
                .SkipWhile(line => line != "[console_scripts]")
                .Skip(1)
                .TakeWhile(line => !line.StartsWith('['))
                .Where(line => line.Contains('='))
                .Select(line => line.Split('=')[0].Trim());

    // uv's launcher on Windows, and its script elsewhere, hold the path of the environment.
    private static string WriteScript(string site, string name)
    {
        var path = OperatingSystem.IsWindows() ? $"../../Scripts/{name}.exe" : $"../../../bin/{name}";
        var target = Path.GetFullPath(path, site);
        var content = Encoding.UTF8.GetBytes((OperatingSystem.IsWindows() ? "MZ " : "#!") + site + "\n");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, content);
        return string.Create(CultureInfo.InvariantCulture, $"{path},sha256={Sync.Hash(content)},{content.Length}\n");
    }
}
