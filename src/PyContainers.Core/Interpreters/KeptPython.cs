using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Common;

namespace PyContainers.Core.Interpreters;

/// <summary>An interpreter that a kit has.</summary>
/// <param name="Download">What uv says of it.</param>
/// <param name="Archive">Its archive.</param>
internal sealed record KeptPython(PythonDownload Download, VerifiedArchive Archive)
{
    // The archive is in the kit, under the name that uv makes of the end of the address.
    private const string Nowhere = "https://kit.invalid/";

    /// <summary>The list of interpreters in the form of <c>UV_PYTHON_DOWNLOADS_JSON_URL</c>.</summary>
    public static string ListOf(IEnumerable<KeptPython> all) =>
        JsonSerializer.Serialize(
            new SortedDictionary<string, KeptPythonFormat>(
                all.ToDictionary(one => one.Download.Key, one => one.ToFormat(), StringComparer.Ordinal),
                StringComparer.Ordinal),
            KeptPythonJson.Default.SortedDictionaryStringKeptPythonFormat) + "\n";

    private KeptPythonFormat ToFormat()
    {
        var (major, minor, patch) = (Download.Parts.Major, Download.Parts.Minor, Download.Parts.Patch);
        return new KeptPythonFormat(
            Download.Implementation, new KeptPythonArch(Download.Arch, null), Download.Os, Download.Libc,
            major, minor, patch, Download.Version[$"{major}.{minor}.{patch}".Length..],
            Nowhere + Download.Url![(Download.Url!.LastIndexOf('/') + 1)..], Digests.Hex(Archive.Digest), null);
    }
}

/// <summary>One interpreter of uv's list.</summary>
internal sealed record KeptPythonFormat(
    string Name, KeptPythonArch Arch, string Os, string Libc, int Major, int Minor, int Patch, string Prerelease,
    string Url, string Sha256, string? Variant);

/// <summary>Its processor.</summary>
internal sealed record KeptPythonArch(string Family, string? Variant);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(SortedDictionary<string, KeptPythonFormat>))]
internal sealed partial class KeptPythonJson : JsonSerializerContext;
