using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Environments;

/// <summary>Everything that uv's cache lacks when uv may not download: uv itself stops at the first. Asked once a build
/// has failed.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="request">What is to be installed.</param>
/// <param name="log">Gets uv's own texts.</param>
public sealed partial class OfflineGaps(UvTool tool, SyncRequest request, ILog log)
{
    // Each takes one call of uv.
    private const int Most = 200;

    /// <summary>Finds out the rest.</summary>
    /// <param name="first">What is known: PYC1013.</param>
    /// <param name="packages">The local packages; what builds them is needed too.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <returns>The same failure with all names.</returns>
    public async Task<PyContainersException> AllAsync(
        PyContainersException first, IReadOnlyList<LocalPackage> packages, CancellationToken cancellation)
    {
        var missing = await DistributionsAsync(first, cancellation).ConfigureAwait(false);
        var parts = new List<string>();
        if (missing.Count > 0)
            parts.Add(string.Join(", ", missing.Select(one => $"{one.Key} {one.Value}")));
        foreach (var package in packages)
        {
            if (await BackendAsync(package, cancellation).ConfigureAwait(false) is { } backend)
                parts.Add($"{backend} (to build '{package.Name}')");
        }

        var (file, line) = (first.Diagnostic.File, first.Diagnostic.Line);
        return parts.Count == 0 ? first
            : UvErrors.Offline($"uv's cache lacks {string.Join("; ", parts)}.").At(file, line);
    }

    private async Task<SortedDictionary<string, string>> DistributionsAsync(
        PyContainersException first, CancellationToken cancellation)
    {
        var missing = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var error = first.Diagnostic;
        // Only a lockfile's distributions can be left out one by one.
        while (error is not null && UvErrors.IsOffline(error) && Add(missing, error.Message)
            && request.Requirements is null && missing.Count < Most)
        {
            var without = request with { LocalPackages = [.. request.LocalPackages, .. missing.Keys] };
            error = await FailureAsync(EnvironmentCommands.SyncDependencies(without), cancellation)
                .ConfigureAwait(false);
        }

        return missing;
    }

    private async Task<string?> BackendAsync(LocalPackage package, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder();
        using var folders = new BackendFolders(
            Path.Combine(scratch.Path, "bytecode"), UvEnvironment.InterpretersFolder(tool));
        var command = EnvironmentCommands.BuildWheel(
            request, package, Path.Combine(scratch.Path, "wheels"), folders);
        return await FailureAsync(command, cancellation).ConfigureAwait(false) is { } error
            && UvErrors.IsOffline(error) && Requirement().Match(error.Message) is { Success: true } match
            ? match.Groups["name"].Value
            : null;
    }

    private async Task<Diagnostic?> FailureAsync(UvCommand command, CancellationToken cancellation)
    {
        var result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        return result.ExitCode == 0 ? null : UvFailure.Read(command, result).Diagnostic;
    }

    private static bool Add(SortedDictionary<string, string> missing, string message) =>
        Distribution().Match(message) is { Success: true } match
        && missing.TryAdd(match.Groups["name"].Value, match.Groups["version"].Value);

    [GeneratedRegex(
        @"`(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?<version>[^`]+)`",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Distribution();

    [GeneratedRegex(
        @"Because (?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\S* (was not found|needs to be downloaded|is not available)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Requirement();
}
