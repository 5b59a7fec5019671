using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PyContainers.Testing.Images;

namespace PyContainers.Core.Tests.Testing;

/// <summary>A sound image in memory, for tests that plant a fault into it.</summary>
internal sealed class SampleImage
{
    private const UnixFileMode Plain = (UnixFileMode)0b110_100_100,
        Executable = (UnixFileMode)0b111_101_101,
        All = (UnixFileMode)0b111_111_111;

    private readonly Dictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    public List<TarEntry> Base { get; } =
    [
        Folder("usr/"),
        Folder("usr/bin/"),
        File("usr/bin/python3"),
        Link("bin", "usr/bin"),
        Folder("tmp/", (UnixFileMode)0b1_111_111_111),
    ];

    public List<TarEntry> Ours { get; } =
    [
        Folder("app/"),
        File("app/main.py", "#!/app/python\n"),
        Link("app/python", "../bin/python3"),
        Link("app/out", "/dev/stdout"),
        Folder("app/data/", (UnixFileMode)0b111_111_101, uid: 1654),
    ];

    public string User { get; set; } = "1654:1654";

    /// <summary>Changes the config before anything refers to it.</summary>
    public Action<JsonNode> Config { get; set; } = _ => { };

    /// <summary>Changes the manifest before anything refers to it.</summary>
    public Action<JsonNode> Manifest { get; set; } = _ => { };

    /// <summary>Changes the manifest's descriptor.</summary>
    public Action<JsonNode> Descriptor { get; set; } = _ => { };

    public static TarEntry Folder(string path, UnixFileMode mode = Executable, int uid = 0) =>
        Entry(TarEntryType.Directory, path, mode, uid);

    public static TarEntry File(string path, string content = "", UnixFileMode mode = Plain, int uid = 0)
    {
        var entry = Entry(TarEntryType.RegularFile, path, mode, uid);
        entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return entry;
    }

    public static TarEntry File(string path, byte[] content)
    {
        var entry = File(path);
        entry.DataStream = new MemoryStream(content);
        return entry;
    }

    public static TarEntry Link(string path, string target, TarEntryType type = TarEntryType.SymbolicLink)
    {
        var entry = Entry(type, path, All, 0);
        entry.LinkName = target;
        return entry;
    }

    /// <summary>All that is wrong with it.</summary>
    public IReadOnlyList<string> Problems()
    {
        var layers = new[] { Layer(Base), Layer(Ours) };
        var config = new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject
            {
                [nameof(User)] = User,
                ["Entrypoint"] = new JsonArray("/app/python", "/app/main.py"),
            },
            ["rootfs"] = new JsonObject
            {
                ["type"] = "layers",
                ["diff_ids"] = new JsonArray([.. layers.Select(layer => (JsonNode)layer.DiffId)]),
            },
            ["history"] = new JsonArray(
                Line("base"),
                new JsonObject { ["created_by"] = "ENV", ["empty_layer"] = true },
                Line("PyContainers: app")
            ),
        };
        Config(config);
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
            ["config"] = Described("application/vnd.oci.image.config.v1+json", Bytes(config)),
            ["layers"] = new JsonArray([
                .. layers.Select(layer =>
                    Described("application/vnd.oci.image.layer.v1.tar+gzip", _blobs[layer.Digest])
                ),
            ]),
        };
        Manifest(manifest);
        var descriptor = Described("application/vnd.oci.image.manifest.v1+json", Bytes(manifest));
        descriptor["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = "amd64" };
        Descriptor(descriptor);
        var images = ImageParts.Of(
            JsonDocument.Parse(Bytes(descriptor)).RootElement,
            digest => _blobs[digest],
            digest => LayerContent.Of(_blobs[digest])
        );
        return [.. images.SelectMany(ImageCheck.Problems)];
    }

    /// <summary>Stores a layer with one more file, ex: for a manifest that names it.</summary>
    public JsonObject OtherLayer() =>
        Described("application/vnd.oci.image.layer.v1.tar+gzip", _blobs[Layer([.. Base, File("other")]).Digest]);

    private LayerContent Layer(IEnumerable<TarEntry> entries)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
        using (var writer = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        }

        return LayerContent.Of(Stored(stream.ToArray()));
    }

    private JsonObject Described(string mediaType, byte[] content) =>
        new() { ["mediaType"] = mediaType, ["digest"] = ImageParts.Digest(Stored(content)), ["size"] = content.Length };

    private byte[] Stored(byte[] content) => _blobs[ImageParts.Digest(content)] = content;

    private static GnuTarEntry Entry(TarEntryType type, string path, UnixFileMode mode, int uid) =>
        new(type, path)
        {
            Mode = mode,
            Uid = uid,
            ModificationTime = DateTimeOffset.UnixEpoch,
            AccessTime = default,
            ChangeTime = default,
        };

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject Line(string by) => new() { ["created_by"] = by };
}
