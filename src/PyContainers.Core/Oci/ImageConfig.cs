using System.Text;
using System.Text.Json;

namespace PyContainers.Core.Oci;

/// <summary>The config of one platform's image: how it runs, and the digests of its uncompressed layers.</summary>
public sealed class ImageConfig : OciDocument
{
    private ImageConfig(byte[] bytes) : base(bytes) =>
        DiffIds = OciJson.Child(Root, "rootfs") is { } rootfs
            ? [.. OciJson.Array(rootfs, "diff_ids").Select(OciJson.DiffId)]
            : [];

    /// <summary>Digest of each layer, uncompressed, bottom to top.</summary>
    public IReadOnlyList<string> DiffIds { get; }

    /// <summary>What it runs on, such as <c>linux/amd64</c>.</summary>
    public string Platform => OciJson.Platform(Root);

    /// <summary>Who runs it, as written: a name or a number, perhaps with a group; null when nobody is named.</summary>
    public string? User => Run is { } run ? OciJson.Text(run, "User") : null;

    /// <summary>What it starts, before the arguments; empty when it names none.</summary>
    public IReadOnlyList<string> Entrypoint => Run is { } run ? [.. OciJson.Texts(run, "Entrypoint")] : [];

    /// <summary>The steps of its history that made no layer, such as a <c>CMD</c> in a Dockerfile.</summary>
    public int EmptySteps =>
        OciJson.Array(Root, "history").Count(step =>
            step.TryGetProperty("empty_layer", out var empty) && empty.ValueKind == JsonValueKind.True);

    private JsonElement? Run => OciJson.Child(Root, "config");

    /// <summary>Reads a config.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ImageConfig Parse(byte[] bytes) => new(bytes);

    /// <summary>Reads a config.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ImageConfig Parse(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads what <see cref="OciDocument.Save"/> wrote.</summary>
    public static ImageConfig Load(string file) => new(File.ReadAllBytes(file));

    /// <summary>The value of an environment variable; null when the image does not set it.</summary>
    public string? Variable(string name) =>
        (Run is { } run ? OciJson.Texts(run, "Env") : [])
            .LastOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>The value of a label; null when the image does not have it.</summary>
    public string? Label(string name) =>
        Run is { } run && OciJson.Child(run, "Labels") is { } labels ? OciJson.Text(labels, name) : null;

    /// <summary>A copy to change.</summary>
    public ConfigEdit Edit() => new(Copy());

    /// <summary>The config without what it says of the last layer.</summary>
    public ImageConfig WithoutTopLayer()
    {
        var copy = Copy();
        JsonEdit.RemoveLast(copy["rootfs"]?["diff_ids"]);
        JsonEdit.RemoveLast(copy["history"]);
        return new ImageConfig(JsonEdit.Bytes(copy));
    }
}
