namespace PyContainers.Core.Common;

/// <summary>Folders of the user, by each system's own convention.</summary>
public static class UserFolders
{
    /// <summary>This product's folder in the user's cache. <c>PyContainerCacheDirectory</c> names another.</summary>
    public static string Cache(Func<string, string?> environmentVariable)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
            return Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                "pycontainers"
            );
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Caches", "pycontainers");
        var xdg = environmentVariable("XDG_CACHE_HOME");
        return Path.Combine(
            !string.IsNullOrEmpty(xdg) && Path.IsPathFullyQualified(xdg) ? xdg : Path.Combine(home, ".cache"),
            "pycontainers"
        );
    }
}
