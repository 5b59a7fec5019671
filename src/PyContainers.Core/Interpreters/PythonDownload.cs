using System.Text.Json.Serialization;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Interpreters;

/// <summary>One line of <c>uv python list --output-format json</c>.</summary>
internal sealed record PythonDownload(
    string Key, string Version, string? Url, string Os, string Variant, string Implementation, string Arch, string Libc,
    [property: JsonPropertyName("version_parts")] PythonVersionParts Parts)
{
    /// <summary>Orders by version; a pre-release comes before every release.</summary>
    public (bool Release, int Major, int Minor, int Patch) SortKey =>
        (Version.All(c => char.IsAsciiDigit(c) || c == '.'), Parts.Major, Parts.Minor, Parts.Patch);

    /// <summary>The archive's file name, as the URL ends.</summary>
    public string FileName => Uri.UnescapeDataString(Url![(Url!.LastIndexOf('/') + 1)..]);

    /// <summary>Whether it is for a platform.</summary>
    public bool Fits(Platform platform) => Os == "linux" && Arch == platform.Arch && Libc == platform.Libc;

    /// <summary>Whether it runs on a host.</summary>
    /// <param name="host">Its runtime identifier, for instance <c>osx-arm64</c>.</param>
    public bool RunsOn(string host)
    {
        var parts = host.Split('-');
        var (os, libc) = parts switch
        {
            ["win", ..] => ("windows", "none"),
            ["osx", ..] => ("macos", "none"),
            ["linux", "musl", ..] => ("linux", "musl"),
            _ => ("linux", "gnu"),
        };
        return (Os, Libc, Arch) == (os, libc, parts[^1] == "arm64" ? "aarch64" : "x86_64");
    }
}

/// <summary>The numbers of a version.</summary>
internal sealed record PythonVersionParts(int Major, int Minor, int Patch);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<PythonDownload>))]
internal sealed partial class PythonDownloadJson : JsonSerializerContext;
