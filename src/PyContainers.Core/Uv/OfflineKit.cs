using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>A folder with everything a publish needs: uv, its cache, interpreters and base images. Described by its
/// <c>kit.json</c>.</summary>
/// <param name="Folder">The kit's folder, as a full path.</param>
/// <param name="UvPath">uv for this host, or null when the kit has none for it.</param>
/// <param name="UvVersion">That uv's version.</param>
/// <param name="UvCache">uv's warm cache.</param>
/// <param name="PythonDownloads">The list of interpreters, in the form of uv's
/// <c>UV_PYTHON_DOWNLOADS_JSON_URL</c>.</param>
/// <param name="PythonArchives">Their archives, named as in <c>UV_PYTHON_CACHE_DIR</c>.</param>
/// <param name="Images">A folder of OCI layouts, one folder an image.</param>
/// <param name="DefaultImage">The image in <paramref name="Images"/> that is the base unless the project names
/// one.</param>
public sealed record OfflineKit(
    string Folder,
    string? UvPath,
    string? UvVersion,
    string? UvCache,
    string? PythonDownloads,
    string? PythonArchives,
    string? Images,
    string? DefaultImage
)
{
    /// <summary>Reads a kit's <c>kit.json</c>.</summary>
    /// <param name="folder">The kit's folder.</param>
    /// <param name="host">The host's runtime identifier, for instance <c>linux-x64</c>.</param>
    /// <exception cref="PyContainersException">PYC1007.</exception>
    public static OfflineKit Open(string folder, string host)
    {
        var file = Path.Combine(folder, "kit.json");
        if (!File.Exists(file))
            throw Invalid(folder, "it has no kit.json");

        var kit = Parse(folder, file);
        if (kit.Format != OfflineKitFormat.Current)
            throw Invalid(folder, $"its format is {kit.Format}");

        string? Full(string? path) => path is null ? null : Path.GetFullPath(path, folder);
        var version = kit.Uv?.GetValueOrDefault("version");
        var uv = kit.Uv?.GetValueOrDefault(host);
        return new OfflineKit(
            folder,
            Full(uv),
            version,
            Full(kit.UvCache),
            Full(kit.PythonDownloads),
            Full(kit.PythonArchives),
            Full(kit.Images),
            kit.DefaultImage
        );
    }

    /// <summary>PYC1007 with the format that is read here.</summary>
    internal static PyContainersException Invalid(string folder, string reason) =>
        UvErrors.KitInvalid(folder, reason, OfflineKitFormat.Current);

    private static OfflineKitFormat Parse(string folder, string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), UvJson.Default.OfflineKitFormat)
                ?? throw Invalid(folder, "its kit.json is empty");
        }
        catch (JsonException e)
        {
            throw Invalid(folder, $"its kit.json is not valid: {e.Message}");
        }
    }
}

/// <summary>The JSON of <c>kit.json</c>; paths are relative to the kit.</summary>
internal sealed record OfflineKitFormat(
    int Format,
    Dictionary<string, string>? Uv,
    string? UvCache,
    string? PythonDownloads,
    string? PythonArchives,
    string? Images,
    string? DefaultImage
)
{
    /// <summary>The one format there is.</summary>
    public const int Current = 1;
}

/// <summary>JSON of this room, generated at compile time: reflection would cost every build its start-up.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(OfflineKitFormat))]
[JsonSerializable(typeof(IndexPageFormat))]
internal sealed partial class UvJson : JsonSerializerContext;
