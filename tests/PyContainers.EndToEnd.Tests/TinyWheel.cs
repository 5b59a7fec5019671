using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Writes a wheel with a few text files.</summary>
internal static class TinyWheel
{
    /// <param name="folder">Where to.</param>
    /// <param name="name">The distribution's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="files">Its files, by their paths in site-packages.</param>
    public static string Write(string folder, string name, string version, params (string Path, string Text)[] files)
    {
        var info = $"{name}-{version}.dist-info";
        (string Path, string Text)[] all =
        [
            .. files,
            ($"{info}/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"),
            ($"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
        ];
        var record = new StringBuilder();
        var wheel = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{name}-{version}-py3-none-any.whl");
        using var zip = new ZipArchive(File.Create(wheel), ZipArchiveMode.Create);
        foreach (var (path, text) in all)
        {
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            record.Append(path).Append(",sha256=").Append(hash.TrimEnd('=').Replace('+', '-').Replace('/', '_'))
                .Append(",\n");
            Add(zip, path, text);
        }

        Add(zip, $"{info}/RECORD", $"{record}{info}/RECORD,,\n");
        return wheel;
    }

    private static void Add(ZipArchive zip, string path, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open());
        writer.Write(text);
    }
}
