using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Common;

namespace PyContainers.Core.Kits;

/// <summary>The JSON of <c>kit.json</c>. In a kit of folders the values are paths, relative to it; in one of parts they
/// are keys of <paramref name="Parts"/>.</summary>
/// <param name="Format">1 for folders, 2 for parts.</param>
/// <param name="Uv"><c>version</c>, and uv for each host.</param>
/// <param name="UvCache">uv's cache.</param>
/// <param name="PythonDownloads">The list of interpreters; format 1.</param>
/// <param name="PythonArchives">Their archives; format 1.</param>
/// <param name="Python">Both; format 2.</param>
/// <param name="Images">OCI layouts.</param>
/// <param name="Layers">Finished layers; format 2.</param>
/// <param name="DefaultImage">The base unless the project names one.</param>
/// <param name="Parts">The archives next to <c>kit.json</c>, by name; format 2.</param>
internal sealed record KitFile(
    int Format,
    SortedDictionary<string, string>? Uv,
    string? UvCache,
    string? PythonDownloads,
    string? PythonArchives,
    string? Python,
    string? Images,
    string? Layers,
    string? DefaultImage,
    SortedDictionary<string, KitPart>? Parts
)
{
    /// <summary>The file's name.</summary>
    public const string Name = "kit.json";

    /// <summary>The format of a kit that is made by hand.</summary>
    public const int OfFolders = 1;

    /// <summary>The format of a kit that <c>CreatePyContainerKit</c> makes.</summary>
    public const int OfParts = 2;

    /// <summary>The formats that are read, for messages.</summary>
    public const string Formats = "1 or 2";

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="Diagnostics.PyContainersException">PYC1007.</exception>
    public static KitFile Read(string folder)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file))
            throw OfflineKit.Invalid(folder, $"it has no {Name}");
        var kit = Parse(folder, file);
        if (kit.Format is not (OfFolders or OfParts))
            throw OfflineKit.Invalid(folder, $"its format is {kit.Format}");
        foreach (var (name, part) in kit.Parts ?? [])
        {
            // Both become paths.
            if (Path.GetFileName(name) != name || !Digests.IsDigest("sha256:" + part?.Sha256))
                throw OfflineKit.Invalid(folder, $"its {Name} has a part '{name}' without a SHA-256, or with a path");
        }

        return kit;
    }

    /// <summary>Its text: the same on every machine.</summary>
    public string ToText() => JsonSerializer.Serialize(this, KitJson.Default.KitFile) + "\n";

    private static KitFile Parse(string folder, string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), KitJson.Default.KitFile)
                ?? throw OfflineKit.Invalid(folder, $"its {Name} is empty");
        }
        catch (JsonException e)
        {
            throw OfflineKit.Invalid(folder, $"its {Name} is not valid: {e.Message}");
        }
    }
}

/// <summary>JSON of this room, generated at compile time: reflection would cost every build its start-up.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(KitFile))]
internal sealed partial class KitJson : JsonSerializerContext;
