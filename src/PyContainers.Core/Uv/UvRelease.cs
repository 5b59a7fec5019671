using System.Reflection;

namespace PyContainers.Core.Uv;

/// <summary>A release of uv for this host: where it is and what its bytes must hash to.</summary>
/// <param name="Version">The version, which is also the release's tag.</param>
/// <param name="Asset">The file's name.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Sha256">64 hex digits.</param>
public sealed record UvRelease(string Version, string Asset, string Url, string Sha256)
{
    /// <summary>Where uv's releases are, unless the user names a mirror with the same paths below it.</summary>
    public const string DefaultBaseUrl = "https://github.com/astral-sh/uv/releases/download";

    /// <summary>The name of the release's file for a host, or null where uv has none that we know of.</summary>
    /// <param name="host">A runtime identifier, for instance <c>win-x64</c>.</param>
    public static string? AssetFor(string host) => host switch
    {
        "linux-x64" => "uv-x86_64-unknown-linux-gnu.tar.gz",
        "linux-arm64" => "uv-aarch64-unknown-linux-gnu.tar.gz",
        "linux-musl-x64" => "uv-x86_64-unknown-linux-musl.tar.gz",
        "linux-musl-arm64" => "uv-aarch64-unknown-linux-musl.tar.gz",
        "osx-x64" => "uv-x86_64-apple-darwin.tar.gz",
        "osx-arm64" => "uv-aarch64-apple-darwin.tar.gz",
        "win-x64" => "uv-x86_64-pc-windows-msvc.zip",
        "win-arm64" => "uv-aarch64-pc-windows-msvc.zip",
        _ => null,
    };

    /// <summary>The hash that this package ships for a file of the pinned release, or null.</summary>
    public static string? KnownHash(string version, string asset)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"uv-{version}.sha256");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n')
            .Select(line => line.Split("  ", 2))
            .FirstOrDefault(parts => parts.Length == 2 && parts[1].Trim() == asset)?[0];
    }
}
