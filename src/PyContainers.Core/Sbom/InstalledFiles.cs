using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Environments;

namespace PyContainers.Core.Sbom;

/// <summary>A <c>.dist-info</c> folder of a layer.</summary>
/// <param name="Folder">Its path in the image.</param>
/// <param name="Recorded">The files that its <c>RECORD</c> names, with their digests; null where it has none.</param>
internal sealed record InstalledFiles(string Folder, IReadOnlyDictionary<string, string?> Recorded)
{
    /// <summary>Reads a folder's record.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="texts">The texts of the layer.</param>
    public static InstalledFiles Of(string folder, IReadOnlyDictionary<string, byte[]> texts)
    {
        var recorded = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var line in RecordFile.Parse(Encoding.UTF8.GetString(texts[folder + "/RECORD"])))
        {
            if (SlashPath.Resolve(SlashPath.Folder(folder), line.Path) is { } path)
                recorded[path] = Digest(line.Sha256);
        }

        return new InstalledFiles(folder, recorded);
    }

    /// <summary>The distribution.</summary>
    /// <param name="texts">The texts of the layer.</param>
    /// <param name="files">Its files.</param>
    public FragmentDistribution Describe(
        IReadOnlyDictionary<string, byte[]> texts, IReadOnlyList<FragmentFile> files)
    {
        var (metadata, wheel) = (Headers("METADATA"), Headers("WHEEL"));
        var stem = SlashPath.Name(Folder)[..^".dist-info".Length].Split('-', 2);
        return new FragmentDistribution(
            Environment(Folder), PackageName.Normalise(metadata.First("Name") ?? stem[0]),
            metadata.First("Version") ?? stem[^1], DeclaredLicense.Of(metadata),
            metadata.First("Summary") is { Length: > 0 } summary and not "UNKNOWN" ? summary.Split('\n')[0] : null,
            [.. wheel.All("Tag").Order(StringComparer.Ordinal)],
            [.. metadata.All("Requires-Dist")], files,
            [
                .. texts.Where(text => text.Key.StartsWith(Folder + "/sboms/", StringComparison.Ordinal))
                    .SelectMany(text => Packaged(text.Value)),
            ]);

        WheelMetadata Headers(string name) => WheelMetadata.Parse(
            texts.TryGetValue($"{Folder}/{name}", out var text) ? Encoding.UTF8.GetString(text) : "");
    }

    // <environment>/lib/python3.X/site-packages/<name>.dist-info
    private static string Environment(string folder) =>
        SlashPath.Folder(SlashPath.Folder(SlashPath.Folder(SlashPath.Folder(folder))));

    private static string? Digest(string? base64)
    {
        if (base64 is null)
            return null;
        try
        {
            return Digests.Format(Base64Url.DecodeFromChars(base64));
        }
        catch (FormatException)
        {
            return null; // no hash, so nothing that could be the file's
        }
    }

    private static IEnumerable<PackagedComponent> Packaged(byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SbomJson.Default.PackagedSbom)?.Components ?? [];
        }
        catch (JsonException)
        {
            return []; // another format, or broken: the file is listed with the others
        }
    }
}
