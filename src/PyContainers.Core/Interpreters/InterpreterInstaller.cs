using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Interpreters;

/// <summary>Chooses the interpreter, has uv install it for this host, and finds its archive for each platform of the
/// image.</summary>
/// <param name="tool">The uv and its folders.</param>
/// <param name="folder">The working folder.</param>
/// <param name="known">What uv has said to other projects of the build.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class InterpreterInstaller(UvTool tool, string folder, UvAnswers known, ILog log)
{
    private readonly HostInterpreter _host = new(tool, folder, known, log);

    /// <summary>Installs the newest interpreter that fits a request.</summary>
    /// <param name="request">A version or a specifier (<c>3.13</c>, <c>&gt;=3.11</c>), and who asks for it.</param>
    /// <param name="platforms">The image's platforms.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1011 when there is none; PYC3058 for another Python than CPython's
    /// default build; PYC1012 when the archive is damaged.</exception>
    public async Task<Interpreter> InstallAsync(
        PythonRequest request,
        IReadOnlyList<Platform> platforms,
        CancellationToken cancellation
    )
    {
        Refuse(request);
        var downloads = await ListAsync(request.Version, cancellation).ConfigureAwait(false);
        var chosen = platforms.ToDictionary(
            platform => platform.RuntimeIdentifier,
            platform => Newest(downloads, platform),
            StringComparer.Ordinal
        );
        foreach (var (runtimeIdentifier, download) in chosen)
        {
            if (download is null)
                throw await NoneAsync(request, runtimeIdentifier, cancellation).ConfigureAwait(false);
        }

        var version = chosen.Values.Select(download => download!.Version).Distinct(StringComparer.Ordinal).ToList()
            is [var only]
            ? only
            : CommonVersion(downloads, platforms)
                ?? throw await NoneAsync(request, string.Join(" and ", chosen.Keys), cancellation)
                    .ConfigureAwait(false);
        // What cannot be had offline is named all at once.
        var missing = new List<string>();
        var host = await OrMissingAsync(_host.InstallAsync(version, cancellation), missing).ConfigureAwait(false);
        var archives = new SortedDictionary<string, VerifiedArchive>(StringComparer.Ordinal);
        foreach (var platform in platforms)
        {
            var archive = ArchiveAsync(downloads.First(d => d.Fits(platform) && d.Version == version), cancellation);
            if (await OrMissingAsync(archive, missing).ConfigureAwait(false) is { } there)
                archives[platform.RuntimeIdentifier] = there;
        }

        return missing.Count == 0 ? new Interpreter(version, host!, archives)
            : throw UvErrors.OfflineAll(missing).At(request.File, 0);
    }

    private static async Task<T?> OrMissingAsync<T>(Task<T> interpreter, List<string> missing)
        where T : class
    {
        try
        {
            return await interpreter.ConfigureAwait(false);
        }
        catch (PyContainersException e) when (UvErrors.IsOffline(e.Diagnostic))
        {
            missing.Add(e.Diagnostic.Message);
            return null;
        }
    }

    /// <summary>Installs, for this host only, the newest interpreter that fits a request and has a minor version of the
    /// base's: the image needs no archive.</summary>
    /// <param name="request">As above.</param>
    /// <param name="basePython">What the base has.</param>
    /// <param name="platforms">The image's platforms.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1011 when nothing fits the request; PYC3036 when the base's does
    /// not.</exception>
    public async Task<Interpreter> InstallAsync(
        PythonRequest request,
        BasePython basePython,
        IReadOnlyList<Platform> platforms,
        CancellationToken cancellation
    )
    {
        Refuse(request);
        // uv reads the request, so that every form of it is understood as in a project without a base of its own.
        var fitting = await ListAsync(request.Version, cancellation).ConfigureAwait(false);
        if (fitting.MaxBy(download => download.SortKey) is not { } newest)
            throw await NoneAsync(
                    request,
                    string.Join(" and ", platforms.Select(platform => platform.RuntimeIdentifier)),
                    cancellation
                )
                .ConfigureAwait(false);
        var chosen =
            fitting
                .Where(download =>
                    basePython.Minors.Contains(Interpreter.MinorOf(download.Version), StringComparer.Ordinal)
                )
                .MaxBy(download => download.SortKey)
            ?? throw ImageErrors.OtherPython(
                basePython.Image,
                basePython.Minors,
                newest.Version,
                request.AskedBy,
                request.Version,
                request.File
            );
        return new Interpreter(
            chosen.Version,
            await _host.InstallAsync(chosen.Version, cancellation).ConfigureAwait(false),
            new SortedDictionary<string, VerifiedArchive>(StringComparer.Ordinal)
        );
    }

    private static void Refuse(PythonRequest request)
    {
        if (OtherBuild.Of(request.Version) is { } other)
            throw ImageErrors.OtherBuild(request.Version, request.AskedBy, other, request.File);
    }

    private async Task<IReadOnlyList<PythonDownload>> ListAsync(string request, CancellationToken cancellation)
    {
        var command = InterpreterCommands.ListInterpreters(request, folder);
        var output = await known.AskAsync(tool, command, async () =>
            await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false)
                is { ExitCode: 0, Output: var text } ? text : null, _ => command.Configuring()).ConfigureAwait(false);
        if (output is null)
            return []; // a request uv cannot read: the caller says what is available instead
        var all = JsonSerializer.Deserialize(output, PythonDownloadJson.Default.ListPythonDownload) ?? [];
        return [.. all.Where(download => download is { Implementation: "cpython", Variant: "default", Url: not null })];
    }

    private static PythonDownload? Newest(IEnumerable<PythonDownload> downloads, Platform platform) =>
        downloads.Where(download => download.Fits(platform)).MaxBy(download => download.SortKey);

    private static string? CommonVersion(IReadOnlyList<PythonDownload> downloads, IReadOnlyList<Platform> platforms) =>
        downloads
            .Where(download =>
                platforms.All(platform =>
                    downloads.Any(other => other.Version == download.Version && other.Fits(platform))
                )
            )
            .MaxBy(download => download.SortKey)
            ?.Version;

    private async Task<VerifiedArchive> ArchiveAsync(PythonDownload download, CancellationToken cancellation)
    {
        var archives = UvEnvironment.ArchivesFolder(tool);
        if (UvArchives.Find(archives, download.FileName) is { } there)
            return there;

        // uv keeps the archive only while it installs from it, and cannot download without installing.
        using var scratch = new ScratchFolder(Path.Combine(tool.CacheFolder, "python"));
        log.Step($"downloading {download.Key}");
        await _host.UvInstallsAsync(
            InterpreterCommands.InstallInterpreter(download.Key, scratch.Path, again: true, folder), cancellation);
        return UvArchives.Find(archives, download.FileName)
            ?? throw UvErrors.InterpreterArchive(
                $"uv installed '{download.Key}' but kept no '{download.FileName}' in '{archives}'."
            );
    }

    /// <summary>The archives of a version for platforms and hosts, fetched if need be, for a kit.</summary>
    /// <param name="version">For instance <c>3.13.9</c>.</param>
    /// <param name="runtimeIdentifiers">For whom.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1011, PYC1012, and what uv says of a download.</exception>
    internal async Task<IReadOnlyList<KeptPython>> ArchivesAsync(
        string version, IEnumerable<string> runtimeIdentifiers, CancellationToken cancellation)
    {
        var downloads = await ListAsync(version, cancellation).ConfigureAwait(false);
        var kept = new List<KeptPython>();
        foreach (var one in runtimeIdentifiers.Distinct(StringComparer.Ordinal))
        {
            var download = downloads.FirstOrDefault(download => download.Version == version && download.RunsOn(one))
                ?? throw await NoneAsync(new PythonRequest(version, "the kit", null), one, cancellation)
                    .ConfigureAwait(false);
            kept.Add(new(download, await ArchiveAsync(download, cancellation).ConfigureAwait(false)));
        }

        return kept;
    }

    private async Task<PyContainersException> NoneAsync(
        PythonRequest request,
        string runtimeIdentifier,
        CancellationToken cancellation
    )
    {
        var any = await ListAsync("cpython", cancellation).ConfigureAwait(false);
        var versions = any.Where(download =>
                runtimeIdentifier.Contains(' ') || download.Fits(Platform.Of(runtimeIdentifier))
            )
            .OrderByDescending(download => download.SortKey)
            .Select(download => download.Version)
            .Distinct(StringComparer.Ordinal)
            .Take(12)
            .ToList();
        return UvErrors.NoInterpreter(
            request.Version,
            request.AskedBy,
            runtimeIdentifier,
            versions.Count == 0 ? "none" : string.Join(", ", versions),
            request.File
        );
    }
}
