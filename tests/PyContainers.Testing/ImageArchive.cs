using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using PyContainers.Testing.Images;

namespace PyContainers.Testing;

/// <summary>
/// An image in an archive, as <c>docker load</c> and <c>podman load</c> take it: OCI or Docker form, compressed or not.
/// Whoever reads one
/// gets a sound image or a failure: see <see cref="ImageCheck"/>.
/// </summary>
public sealed class ImageArchive
{
    private const string DockersList = "manifest.json",
        Index = "index.json",
        RefName = "org.opencontainers.image.ref.name";

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ImageParts _image;

    private ImageArchive(string path)
    {
        foreach (var (name, content) in Files(File.ReadAllBytes(path)))
            _files[name] = content;
        var images = Images();
        ImageCheck.ShouldBeSound(path, images);
        _image = images[0];
    }

    /// <summary>The whole config; of several platforms, the first one's.</summary>
    public JsonElement ConfigFile => _image.Config;

    /// <summary>Its <c>config</c> part: how the image runs.</summary>
    public JsonElement Config => ConfigFile.GetProperty("config");

    public IReadOnlyList<string> DiffIds => [.. _image.Layers.Select(layer => layer.DiffId)];

    public IReadOnlyList<string> Entrypoint =>
        Config.TryGetProperty(nameof(Entrypoint), out var list) ? Strings(list) : [];

    /// <summary>The tags that a tool gives it that loads the archive.</summary>
    public IReadOnlyList<string> Tags =>
        _files.ContainsKey(Index)
            ?
            [
                .. Json(Index)
                    .GetProperty("manifests")
                    .EnumerateArray()
                    .Select(one => one.GetProperty("annotations").GetProperty(RefName).GetString()!),
            ]
            :
            [
                .. Strings(Json(DockersList)[0].GetProperty("RepoTags"))
                    .Select(name => name[(name.LastIndexOf(':') + 1)..]),
            ];

    public string User => Config.GetProperty(nameof(User)).GetString()!;

    public IReadOnlyDictionary<string, string> Labels => Config.GetProperty(nameof(Labels)).EnumerateObject()
        .ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Environment =>
        Strings(Config.GetProperty("Env"))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The layers' entries from bottom to top.</summary>
    public IReadOnlyList<LayerItem> Layers => [.. _image.Layers.SelectMany(layer => layer.Items)];

    public IReadOnlyList<string> Paths => [.. Layers.Select(entry => entry.Path)];

    public static ImageArchive Read(string path) => new(path);

    /// <summary>The last content of a file in the image.</summary>
    public string Text(string path) => Encoding.UTF8.GetString(
        Contents().Last(file => "/" + file.Name.TrimStart('/') == path).Content);

    /// <summary>The files of all layers with what is in them.</summary>
    public IEnumerable<(string Name, byte[] Content)> Contents()
    {
        var blobs = _files.Values.DistinctBy(ImageParts.Digest).ToDictionary(ImageParts.Digest, StringComparer.Ordinal);
        return _image.Layers.SelectMany(layer => Files(blobs[layer.Digest]));
    }

    private IReadOnlyList<ImageParts> Images() =>
        _files.ContainsKey(Index)
            ?
            [
                .. Json(Index)
                    .GetProperty("manifests")
                    .EnumerateArray()
                    .SelectMany(one => ImageParts.Of(one, Blob, digest => LayerContent.Of(Blob(digest)))),
            ]
            : [.. Json(DockersList).EnumerateArray().Select(OfDocker)];

    private ImageParts OfDocker(JsonElement image)
    {
        var config = image.GetProperty(nameof(Config)).GetString()!;
        return ImageParts.Of(
            config,
            _files[config],
            Strings(image.GetProperty(nameof(Layers))).Select(name => _files[name])
        );
    }

    private byte[] Blob(string digest) => _files["blobs/" + digest.Replace(':', '/')];

    private JsonElement Json(string name) => JsonDocument.Parse(_files[name]).RootElement;

    private static IReadOnlyList<string> Strings(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static IEnumerable<(string Name, byte[] Content)> Files(byte[] archive)
    {
        using var tar = new TarReader(LayerContent.Decompressed(archive));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            yield return (entry.Name, content.ToArray());
        }
    }
}
