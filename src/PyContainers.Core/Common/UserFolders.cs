namespace PyContainers.Core.Common;

/// <summary>Folders of the user, by each system's own convention.</summary>
public static class UserFolders
{
    /// <summary>This product's folder in the user's cache. <c>PyContainerCacheDirectory</c> names another.</summary>
    public static string Cache(Func<string, string?> environmentVariable)
    {
        // Not verified: a home that is not there yet is made, or it is told that it cannot be.
        var home = Folder(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Folder(Environment.SpecialFolder.LocalApplicationData), "pycontainers");
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Caches", "pycontainers");
        var xdg = environmentVariable("XDG_CACHE_HOME");
        return Path.Combine(
            !string.IsNullOrEmpty(xdg) && Path.IsPathFullyQualified(xdg) ? xdg : Path.Combine(home, ".cache"),
            "pycontainers"
        );
    }

    // Without any (a service account, a uid that no passwd knows) it is the temporary folder.
    private static string Folder(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } path
            ? path
            : Path.GetTempPath();
}
