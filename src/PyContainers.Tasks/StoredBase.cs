using System.Text.Json;
using System.Text.Json.Nodes;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Tasks;

/// <summary>A base image's manifest and config between two stages.</summary>
internal static class StoredBase
{
    public static void Save(BaseImage image, string file) =>
        AtomicFile.WriteIfDifferent(file, new JsonObject { ["manifest"] = image.Manifest, ["configuration"] = image.Configuration, ["digest"] = image.Digest }.ToJsonString());

    public static BaseImage Load(string file)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        string Text(string name) => json[name]?.GetValue<string>() ?? throw new JsonException($"'{file}' has no '{name}'");
        return new BaseImage(Text("manifest"), Text("configuration"), Text("digest"));
    }
}
