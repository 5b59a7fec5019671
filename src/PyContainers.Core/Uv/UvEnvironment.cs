using System.Diagnostics;
using System.Globalization;
using PyContainers.Core.Common;
using PyContainers.Core.Kits;

namespace PyContainers.Core.Uv;

/// <summary>The environment variables uv runs with, and build backends with it: the user's own for indexes and their
/// credentials, proxies and certificates; ours for everything that decides what is installed.</summary>
public static class UvEnvironment
{
    // A variable in the user's shell must not change what lands in the image.
    private static readonly string[] s_removed =
    [
        "VIRTUAL_ENV",
        "CONDA_PREFIX",
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONSTARTUP",
        "UV_PYTHON",
        "UV_SYSTEM_PYTHON",
        "UV_PYTHON_PREFERENCE",
        "UV_MANAGED_PYTHON",
        "UV_NO_MANAGED_PYTHON",
        "UV_PYTHON_DOWNLOADS",
        "UV_PROJECT",
        "UV_WORKING_DIR",
        "UV_WORKING_DIRECTORY",
        "UV_NO_PROJECT",
        "UV_ISOLATED",
        "UV_FROZEN",
        "UV_LOCKED",
        "UV_DEV",
        "UV_NO_DEV",
        "UV_NO_GROUP",
        "UV_NO_DEFAULT_GROUPS",
        "UV_NO_EDITABLE",
        "UV_NO_SYNC",
        "UV_TORCH_BACKEND",
        "UV_COMPILE_BYTECODE",
        "UV_REQUIRE_HASHES",
        "UV_NO_VERIFY_HASHES",
        "UV_BREAK_SYSTEM_PACKAGES",
        "UV_NO_DEPS",
        "UV_OUTPUT_FORMAT",
        "UV_VERBOSE",
        "UV_QUIET",
        "RUST_LOG",
    ];

    // Three attempts of 15 seconds: a host that hangs is told within a minute. uv's own defaults take two.
    private static readonly string[] s_timeouts = ["UV_HTTP_TIMEOUT", "UV_REQUEST_TIMEOUT", "HTTP_TIMEOUT"];

    private static readonly string[] s_removedPrefixes =
    [
        "UV_NO_INSTALL_",
        "UV_ONLY_INSTALL_",
        "UV_NO_BINARY",
        "UV_NO_BUILD",
        "UV_NO_SOURCES",
        "UV_VENV_",
        "UV_PREVIEW",
    ];

    /// <summary>Sets up the environment of a process that runs uv.</summary>
    /// <param name="start">The process to be; its environment begins as the current one.</param>
    /// <param name="tool">The uv and its folders.</param>
    /// <param name="extra">Variables of this one call.</param>
    public static void Apply(ProcessStartInfo start, UvTool tool, IReadOnlyDictionary<string, string> extra)
    {
        var environment = start.Environment;
        foreach (var name in environment.Keys.Where(IsRemoved).ToList())
            environment.Remove(name);
        CredentialVariables.RemoveForUv(environment);

        if (!s_timeouts.Any(environment.ContainsKey))
            environment["UV_HTTP_TIMEOUT"] = "15";
        environment.TryAdd("UV_HTTP_RETRIES", "2");
        environment.TryAdd("UV_SYSTEM_CERTS", "1"); // one rule: .NET trusts the system's store too
        environment["UV_NO_PROGRESS"] = "1";
        environment["UV_NO_WRAP"] = "1";
        environment["NO_COLOR"] = "1";
        environment["UV_NO_INSTALLER_METADATA"] = "1"; // direct_url.json has a host path, uv_cache.json a time
        // What a project's settings say about a developer's machine is not about the image.
        environment["UV_MANAGED_PYTHON"] = "1";
        environment["UV_PYTHON_DOWNLOADS"] = "automatic";
        environment["UV_PYTHON_INSTALL_BIN"] = "0";
        environment["UV_PYTHON_INSTALL_REGISTRY"] = "0";
        // Links would lead out of the environment, into uv's cache.
        if (!environment.TryGetValue("UV_LINK_MODE", out var mode) || mode is null or "symlink")
            environment["UV_LINK_MODE"] = DefaultLinkMode;
        environment["UV_PYTHON_INSTALL_DIR"] = InterpretersFolder(tool);
        environment["UV_PYTHON_CACHE_DIR"] = ArchivesFolder(tool);
        environment["PYTHONHASHSEED"] = "0";
        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        environment["PYTHONUTF8"] = "1"; // what a build backend reads does not depend on this machine's language
        environment["SOURCE_DATE_EPOCH"] = tool.SourceDateEpoch.ToString(CultureInfo.InvariantCulture);

        if (tool.Kit is { } kit)
            ApplyKit(environment, kit, ofInterpreters: start.ArgumentList is ["python", ..]);
        if (tool.UvCache is not null)
            environment["UV_CACHE_DIR"] = tool.UvCache;
        foreach (var (name, value) in extra)
            environment[name] = value;
    }

    /// <summary>Where interpreters that run on this host are installed.</summary>
    public static string InterpretersFolder(UvTool tool) => Path.Combine(tool.CacheFolder, "python", "installed");

    /// <summary>Where interpreter archives are: the kit's, or our own.</summary>
    public static string ArchivesFolder(UvTool tool) =>
        tool.Kit?.PythonArchives ?? Path.Combine(tool.CacheFolder, "python", "archives");

    // Windows and macOS keep uv's own default (hard link, clone); on Linux a hard link needs no copy and no reflink
    // support.
    private static string DefaultLinkMode => OperatingSystem.IsMacOS() ? "clone" : "hardlink";

    private static void ApplyKit(IDictionary<string, string?> environment, OfflineKit kit, bool ofInterpreters)
    {
        environment["UV_OFFLINE"] = "1";
        if (kit.UvCache is not null)
            environment["UV_CACHE_DIR"] = kit.UvCache;
        if (kit.PythonDownloads is null)
            return;
        environment["UV_PYTHON_DOWNLOADS_JSON_URL"] = kit.PythonDownloads;
        // A mirror, here or in uv's settings, is for uv's own list.
        environment.Remove("UV_PYTHON_INSTALL_MIRROR");
        if (ofInterpreters)
            environment["UV_NO_CONFIG"] = "1";
    }

    private static bool IsRemoved(string name) =>
        s_removed.Contains(name, StringComparer.OrdinalIgnoreCase)
        || s_removedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
