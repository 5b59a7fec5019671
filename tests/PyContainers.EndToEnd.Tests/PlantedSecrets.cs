using System.IO.Compression;
using System.Text;
using Microsoft.Build.Logging.StructuredLogger;
using PyContainers.Testing.Images;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Secrets that a test has planted, and where they turn up.</summary>
internal sealed class PlantedSecrets
{
    private readonly Dictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _places = new(StringComparer.Ordinal);

    /// <summary>Adds a secret, and how it looks in a URL.</summary>
    public PlantedSecrets With(string secret)
    {
        foreach (var form in new[] { secret, Uri.EscapeDataString(secret) })
            _secrets[form] = Encoding.UTF8.GetBytes(form);
        return this;
    }

    /// <summary>Adds a login: its password, and how it looks in a header.</summary>
    public PlantedSecrets With(string user, string password) =>
        With(password).With(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>Writes a file that holds a secret: it is not looked into.</summary>
    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        _places.Add(path);
    }

    /// <summary>Where a publish shows a secret: in its output, its binary log with the files in it, command lines, and
    /// all files that it has written.</summary>
    public IReadOnlyList<string> Hits(BuildResult result, IEnumerable<string> commandLines, string folder)
    {
        List<string> hits = [.. In("console", Encoding.UTF8.GetBytes(result.Output))];
        using (var binlog = new GZipStream(File.OpenRead(result.Binlog), CompressionMode.Decompress))
            hits.AddRange(In("binary log", Bytes(binlog)));
        hits.AddRange(InFilesOf(result.Binlog));
        hits.AddRange(commandLines.SelectMany(line => In("command line " + line, Encoding.UTF8.GetBytes(line))));
        hits.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !_places.Contains(file) && new FileInfo(file).LinkTarget is null)
            .SelectMany(file => In(file, File.ReadAllBytes(file))));
        return hits;
    }

    /// <summary>Where an image in a registry shows one: manifest, config, and the files of its layers.</summary>
    public IReadOnlyList<string> HitsInImage(string registry, string repository)
    {
        var image = RegistryImage.Of(registry, repository, Kit.Credentials(registry));
        var digest = image.Descriptor("latest").GetProperty("digest").GetString()!;
        var manifest = image.Blob(digest);
        var config = System.Text.Json.JsonDocument.Parse(manifest).RootElement
            .GetProperty("config").GetProperty("digest").GetString()!;
        image.Files("main.py").With.ShouldContain("app/main.py");
        return
        [
            .. In("manifest", manifest), .. In("config", image.Blob(config)),
            .. _secrets.Keys.SelectMany(secret => image.Files(secret).With.Select(file => $"'{secret}' in {file}")),
        ];
    }

    private IEnumerable<string> In(string place, byte[] bytes) => _secrets
        .Where(secret => bytes.AsSpan().IndexOf(secret.Value) >= 0)
        .Select(secret => $"'{secret.Key}' in {place}: …{Around(bytes, secret.Value)}…");

    private static string Around(byte[] bytes, byte[] secret)
    {
        var at = bytes.AsSpan().IndexOf(secret);
        var from = Math.Max(0, at - 80);
        return Encoding.UTF8.GetString(bytes, from, Math.Min(bytes.Length, at + secret.Length) - from);
    }

    private IEnumerable<string> InFilesOf(string binlog)
    {
        if (BinaryLog.ReadBuild(binlog).SourceFilesArchive is not { } archive)
            return [];
        using var zip = new ZipArchive(new MemoryStream(archive));
        return [.. zip.Entries.SelectMany(entry =>
        {
            using var file = entry.Open();
            return In("the binary log's " + entry.FullName, Bytes(file));
        })];
    }

    private static byte[] Bytes(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
