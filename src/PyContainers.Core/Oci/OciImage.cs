using System.Text.Json;
using System.Text.Json.Nodes;
using PyContainers.Core.Common;

namespace PyContainers.Core.Oci;

/// <summary>One platform's image: a base, one that was published, or the one that is made.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Config">Its config.</param>
/// <param name="Digest">Digest of the manifest as its registry or layout has it; empty when that did not tell.</param>
public sealed record OciImage(Manifest Manifest, ImageConfig Config, string Digest)
{
    /// <summary>Reads an image whose documents were saved one by one.</summary>
    public static OciImage Load(string manifestFile, string configFile)
    {
        var manifest = Manifest.Load(manifestFile);
        return new OciImage(manifest, ImageConfig.Load(configFile), manifest.Digest);
    }

    /// <summary>Writes it for a later stage; an unchanged file keeps its time.</summary>
    public void Save(string file)
    {
        // As text, not as JSON in JSON: not a blank of a document may be lost.
        var json = new JsonObject { ["digest"] = Digest, ["manifest"] = $"{Manifest}", ["config"] = $"{Config}" };
        AtomicFile.WriteIfDifferent(file, json.ToJsonString());
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static OciImage Load(string file)
    {
        var json = OciJson.Parse(File.ReadAllBytes(file));
        string Text(string name) => OciJson.Text(json, name) ?? throw new JsonException($"'{file}' has no '{name}'");
        return new OciImage(Manifest.Parse(Text("manifest")), ImageConfig.Parse(Text("config")), Text("digest"));
    }
}
