using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace PyContainers.Testing;

/// <summary>An image in an archive, as <c>docker load</c> and <c>podman load</c> take it: OCI or Docker form, compressed or not.</summary>
public sealed class ImageArchive
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private ImageArchive(string path)
    {
        foreach (var (entry, content) in Entries(Decompressed(File.ReadAllBytes(path))).Where(entry => entry.Entry.EntryType != TarEntryType.Directory))
            _files[entry.Name] = content;
        ConfigFile = FindConfig();
    }

    /// <summary>The whole config.</summary>
    public JsonElement ConfigFile { get; }

    /// <summary>Its <c>config</c> part: how the image runs.</summary>
    public JsonElement Config => ConfigFile.GetProperty("config");

    public IReadOnlyList<string> DiffIds => Strings(ConfigFile.GetProperty("rootfs").GetProperty("diff_ids"));

    public IReadOnlyList<string> Entrypoint => Config.TryGetProperty(nameof(Entrypoint), out var list) ? Strings(list) : [];

    public string User => Config.GetProperty(nameof(User)).GetString()!;

    public IReadOnlyDictionary<string, string> Labels => Config.GetProperty(nameof(Labels)).EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Environment => Strings(Config.GetProperty("Env")).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The layers' entries from bottom to top; a link shows its target, a file nothing.</summary>
    public IReadOnlyList<TarEntry> Layers => [.. LayerNames().SelectMany(name => Layer(_files[name]))];

    public IReadOnlyList<string> Paths => [.. Layers.Select(entry => "/" + entry.Name.TrimStart('/').TrimEnd('/'))];

    public static ImageArchive Read(string path) => new(path);

    /// <summary>The last content of a file in the image.</summary>
    public string Text(string path)
    {
        var content = LayerNames().SelectMany(name => Layer(_files[name])).Last(entry => "/" + entry.Name.TrimStart('/') == path).DataStream!;
        using var reader = new StreamReader(content);
        return reader.ReadToEnd();
    }

    private JsonElement FindConfig() => Json(_files.TryGetValue("manifest.json", out var docker)
        ? JsonDocument.Parse(docker).RootElement[0].GetProperty(nameof(Config)).GetString()!
        : BlobOf(Manifest().GetProperty("config")));

    private IReadOnlyList<string> LayerNames() => _files.TryGetValue("manifest.json", out var docker)
        ? Strings(JsonDocument.Parse(docker).RootElement[0].GetProperty(nameof(Layers)))
        : [.. Manifest().GetProperty("layers").EnumerateArray().Select(BlobOf)];

    private JsonElement Manifest() => Json(BlobOf(Json("index.json").GetProperty("manifests")[0]));

    private JsonElement Json(string name) => JsonDocument.Parse(_files[name]).RootElement;

    private static string BlobOf(JsonElement descriptor) => "blobs/" + descriptor.GetProperty("digest").GetString()!.Replace(':', '/');

    private static IReadOnlyList<string> Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static IEnumerable<TarEntry> Layer(byte[] content) => Entries(Decompressed(content)).Select(entry => entry.Entry);

    // By its first bytes: the SDK writes an archive named .tar.gz without compressing it.
    private static Stream Decompressed(byte[] content) =>
        content is [0x1f, 0x8b, ..] ? new GZipStream(new MemoryStream(content), CompressionMode.Decompress) : new MemoryStream(content);

    private static List<(TarEntry Entry, byte[] Content)> Entries(Stream stream)
    {
        using var tar = new TarReader(stream);
        var entries = new List<(TarEntry, byte[])>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            if (entry.DataStream is { CanSeek: true } data)
                data.Position = 0;
            entries.Add((entry, content.ToArray()));
        }

        return entries;
    }
}
