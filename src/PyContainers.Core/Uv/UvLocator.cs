using System.Runtime.InteropServices;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Kits;

namespace PyContainers.Core.Uv;

/// <summary>What the user says about uv. Empty means: not said.</summary>
public sealed record UvOptions
{
    /// <summary><c>PyContainerUvPath</c>: this uv and no other.</summary>
    public string Path { get; init; } = "";

    /// <summary><c>PyContainerUvVersion</c>: the version to download.</summary>
    public string Version { get; init; } = "";

    /// <summary><c>PyContainerUvSha256</c>: the hash of that version's wheel or archive for this host.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary><c>PyContainerUvDownloadUrl</c>: the only place to download from, with
    /// <c>&lt;version&gt;/&lt;file&gt;</c> below it: a wheel or a release's archive. <c>file://</c> works.</summary>
    public string DownloadUrl { get; init; } = "";

    /// <summary><c>PyContainerOfflineKit</c>: the folder of an offline kit.</summary>
    public string OfflineKit { get; init; } = "";

    /// <summary>Finds the package indexes that uv would ask, in order; called for a download only.</summary>
    public Func<IReadOnlyList<UvIndex>> Indexes { get; init; } = () => [];

    /// <summary>The folders of PATH, in order.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];
}

/// <summary>Finds uv: the one the user names, a tested one on PATH, the offline kit's, or a download of the pinned
/// version.</summary>
public sealed class UvLocator(UvOptions options, string cacheFolder, ILog log)
{
    /// <summary>What uv has said to other projects of the build.</summary>
    public UvAnswers Known { get; init; } = new();

    /// <summary>How long to wait for others.</summary>
    public HttpPatience Patience { get; init; } = HttpPatience.Default;

    /// <summary>The host's runtime identifier.</summary>
    public static string Host { get; } = HostIdentifier();

    /// <summary>Finds or downloads uv and asks it for its version.</summary>
    /// <exception cref="PyContainersException">PYC1001 to PYC1007, PYC1020, PYC1030, PYC1032.</exception>
    public async Task<UvTool> FindAsync(CancellationToken cancellation)
    {
        var kit = options.OfflineKit.Length == 0
            ? null
            : OfflineKit.Open(options.OfflineKit, Host, cacheFolder, log, cancellation);
        if (options.Path.Length > 0)
            return await NamedAsync(kit, cancellation).ConfigureAwait(false);
        if (options.Version.Length == 0)
        {
            // First, because the kit's cache is of this uv's form.
            if (kit?.UvPath is { } inKit)
                return await AskAsync(inKit, kit, cancellation).ConfigureAwait(false)
                    ?? throw OfflineKit.Invalid(kit.Folder, $"its uv '{inKit}' does not run");
            if (await OnPathAsync(kit, cancellation).ConfigureAwait(false) is { } onPath)
                return onPath;
        }

        var path = await DownloadedAsync(cancellation).ConfigureAwait(false);
        return await AskAsync(path, kit, cancellation).ConfigureAwait(false)
            ?? throw UvSupport.Unsupported(path, "it does not run");
    }

    private async Task<UvTool> NamedAsync(OfflineKit? kit, CancellationToken cancellation)
    {
        if (!File.Exists(options.Path))
            throw UvSupport.Unsupported(options.Path, "there is no such file");
        var tool =
            await AskAsync(options.Path, kit, cancellation).ConfigureAwait(false)
            ?? throw UvSupport.Unsupported(options.Path, "it does not report a version");
        if (!UvSupport.IsAccepted(tool.Version))
            throw UvSupport.Unsupported(options.Path, $"it is uv {tool.Version}");
        if (!UvSupport.IsTried(tool.Version))
            log.Warning(UvErrors.Untested(options.Path, tool.Version, UvSupport.TriedRange));
        return tool;
    }

    private async Task<UvTool?> OnPathAsync(OfflineKit? kit, CancellationToken cancellation)
    {
        var name = OperatingSystem.IsWindows() ? "uv.exe" : "uv";
        foreach (
            var path in options
                .SearchPath.Select(folder => Path.Combine(folder, name))
                .Where(File.Exists)
                .Distinct(HostPath.Comparer)
        )
        {
            var tool = await AskAsync(path, kit, cancellation).ConfigureAwait(false);
            if (tool is not null && UvSupport.IsTried(tool.Version))
                return tool;
            log.Step(
                $"skipping '{path}' (uv {tool?.Version ?? "of unknown version"}): PyContainers is tested with "
                    + $"{UvSupport.TriedRange}; set PyContainerUvPath to use it anyway"
            );
        }

        return null;
    }

    private async Task<string> DownloadedAsync(CancellationToken cancellation)
    {
        var files = Files();
        var downloader = new UvDownloader(cacheFolder, log) { Patience = Patience };
        if (downloader.Cached(files) is { } cached)
            return cached;
        UvSource[] sources = [.. UvSource.Of(files, options)];
        return sources.Length == 0
            ? throw UvErrors.NoIndex(UvSupport.Pinned, Host)
            : await downloader.ProvideAsync(sources, cancellation).ConfigureAwait(false);
    }

    // What would do, the best first.
    private IReadOnlyList<UvFile> Files()
    {
        if (options.Sha256.Length > 0)
            return [Given()];
        if (options.Version.Length > 0)
            return UvFile.Known(options.Version, Host) is { Count: > 0 } known
                ? known
                : throw UvErrors.HashUnknown(options.Version, Host, UvSupport.Pinned);
        UvFile[] pinned =
            [.. UvFile.Known(UvSupport.Pinned, Host), .. UvFile.Known(UvSupport.PinnedRelease, Host)];
        return pinned.Length > 0 ? pinned : throw UvErrors.NotFound(Host);
    }

    private UvFile Given()
    {
        if (options.Sha256.Length != 64 || !options.Sha256.All(char.IsAsciiHexDigit))
            throw ProjectErrors.InvalidProperty(
                "PyContainerUvSha256", options.Sha256, "it must be 64 hexadecimal digits.");
        var version = options.Version.Length > 0 ? options.Version : UvSupport.Pinned;
        var name = UvFile.Archive(Host) ?? throw UvErrors.NotFound(Host);
        return new UvFile(version, name, options.Sha256.ToLowerInvariant());
    }

    private Task<UvTool?> AskAsync(string path, OfflineKit? kit, CancellationToken cancellation)
    {
        var tool = new UvTool(Path.GetFullPath(path, cacheFolder), "", cacheFolder, kit);
        var command = UvCommand.SelfVersion(cacheFolder);
        return Known.AskAsync(tool, command, () => AskAsync(tool, command, cancellation), _ => [tool.Path]);
    }

    private async Task<UvTool?> AskAsync(UvTool tool, UvCommand command, CancellationToken cancellation)
    {
        Directory.CreateDirectory(cacheFolder);
        try
        {
            var result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
            if (result.ExitCode != 0)
                return null;
            using var json = JsonDocument.Parse(result.Output);
            return json.RootElement.TryGetProperty("version", out var version)
                ? tool with
                {
                    Version = version.GetString()!,
                }
                : null;
        }
        catch (Exception e) when (e is JsonException or PyContainersException)
        {
            log.Detail($"'{tool.Path}' is not a usable uv: {e.Message}");
            return null;
        }
    }

    private static string HostIdentifier()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
