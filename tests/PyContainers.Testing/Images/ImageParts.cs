using System.Security.Cryptography;
using System.Text.Json;

namespace PyContainers.Testing.Images;

/// <summary>One image, for one platform, as somebody who pulls or loads it gets it.</summary>
/// <param name="Config">Its config.</param>
/// <param name="Layers">Its layers from bottom to top.</param>
/// <param name="Problems">Where descriptors, digests, sizes and media types do not fit.</param>
public sealed record ImageParts(JsonElement Config, IReadOnlyList<LayerContent> Layers, IReadOnlyList<string> Problems)
{
    private static readonly string[] s_indexes =
        ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];

    // What belongs together: a manifest, its config, its layers without and with compression.
    private static readonly string[][] s_types =
    [
        [
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.config.v1+json",
            "application/vnd.oci.image.layer.v1.tar", "application/vnd.oci.image.layer.v1.tar+gzip",
        ],
        [
            "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.container.image.v1+json",
            "application/vnd.docker.image.rootfs.diff.tar", "application/vnd.docker.image.rootfs.diff.tar.gzip",
        ],
    ];

    /// <summary>Reads what a descriptor names: an image, or an index of several.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="blob">Returns what has a digest.</param>
    /// <param name="layer">Returns the layer that has a digest.</param>
    public static IReadOnlyList<ImageParts> Of(
        JsonElement descriptor,
        Func<string, byte[]> blob,
        Func<string, LayerContent> layer
    )
    {
        var problems = new List<string>();
        var manifest = Json(descriptor, blob, problems);
        if (s_indexes.Contains(Text(descriptor, "mediaType")))
            return [.. manifest.GetProperty("manifests").EnumerateArray().SelectMany(one => Of(one, blob, layer))];

        var types = Array.Find(s_types, types => types[0] == Text(descriptor, "mediaType"));
        if (
            types is null
            || Text(manifest, "mediaType") != types[0]
            || manifest.GetProperty("schemaVersion").GetInt32() != 2
        )
            problems.Add(
                $"manifest: its type is '{Text(manifest, "mediaType")}', its descriptor says "
                    + $"'{Text(descriptor, "mediaType")}'"
            );
        var config = Json(manifest.GetProperty("config"), blob, problems);
        Expect(types?[1], Text(manifest.GetProperty("config"), "mediaType"), "type of the config", problems);
        ComparePlatform(descriptor, config, problems);
        return
        [
            new(
                config,
                [.. manifest.GetProperty("layers").EnumerateArray().Select(one => Layer(one, layer, types, problems))],
                problems
            ),
        ];
    }

    /// <summary>Reads an image of which only the list of files is known, as in Docker's archives.</summary>
    /// <param name="configName">The name of its config, <c>HASH.json</c>.</param>
    /// <param name="config">Its config.</param>
    /// <param name="layers">Its layers' files.</param>
    public static ImageParts Of(string configName, byte[] config, IEnumerable<byte[]> layers)
    {
        var problems = new List<string>();
        Expect(
            Path.GetFileNameWithoutExtension(configName),
            Digest(config)["sha256:".Length..],
            "name of the config",
            problems
        );
        return new(JsonDocument.Parse(config).RootElement, [.. layers.Select(LayerContent.Of)], problems);
    }

    /// <summary>The digest of bytes.</summary>
    public static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static JsonElement Json(JsonElement descriptor, Func<string, byte[]> blob, List<string> problems)
    {
        var bytes = blob(Text(descriptor, "digest"));
        CompareSize(descriptor, Digest(bytes), bytes.Length, problems);
        return JsonDocument.Parse(bytes).RootElement;
    }

    private static LayerContent Layer(
        JsonElement descriptor,
        Func<string, LayerContent> layer,
        string[]? types,
        List<string> problems
    )
    {
        var content = layer(Text(descriptor, "digest"));
        CompareSize(descriptor, content.Digest, content.Size, problems);
        Expect(
            types?[content.IsCompressed ? 3 : 2],
            Text(descriptor, "mediaType"),
            $"type of layer {content.Digest}",
            problems
        );
        return content;
    }

    private static void CompareSize(JsonElement descriptor, string digest, long size, List<string> problems)
    {
        Expect(Text(descriptor, "digest"), digest, "digest", problems);
        Expect(
            descriptor.GetProperty("size").GetRawText(),
            size.ToString(System.Globalization.CultureInfo.InvariantCulture),
            $"size of {digest}",
            problems
        );
    }

    private static void ComparePlatform(JsonElement descriptor, JsonElement config, List<string> problems)
    {
        if (!descriptor.TryGetProperty("platform", out var platform))
            return;
        foreach (var part in platform.EnumerateObject().Where(part => part.Name is "os" or "architecture"))
            Expect(part.Value.GetString(), Text(config, part.Name), $"{part.Name} of the config", problems);
    }

    private static void Expect(string? expected, string actual, string what, List<string> problems)
    {
        if (expected is not null && expected != actual)
            problems.Add($"{what}: it is '{actual}', not '{expected}'");
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
