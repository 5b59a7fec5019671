using PyContainers.Core.Common;

namespace PyContainers.Tasks.Sdk;

/// <summary>Where the SDK keeps layers it has pulled or made, by digest. It checks them on every use; we only
/// read.</summary>
internal static class ContentStore
{
    /// <summary>The file of a layer, whether it is there or not.</summary>
    public static string PathOf(string digest, string mediaType) =>
        Path.Combine(
            Root(),
            "dotnet",
            "Containers",
            "Content",
            Digests.Hex(digest) + (mediaType.EndsWith("gzip", StringComparison.Ordinal) ? ".tar.gz" : ".tar")
        );

    private static string Root()
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            );
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Caches");
        var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return !string.IsNullOrEmpty(xdg) && Path.IsPathFullyQualified(xdg) ? xdg : Path.Combine(home, ".cache");
    }
}
