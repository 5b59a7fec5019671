using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Oci;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>What the user says about the project. Empty means: not said.</summary>
/// <param name="Folder">The folder of <c>pyproject.toml</c>.</param>
/// <param name="Package">The workspace member, or empty.</param>
/// <param name="PythonVersion">The Python version, or empty.</param>
/// <param name="Extras">Extras to include.</param>
/// <param name="Groups">Dependency groups to include.</param>
/// <param name="Locked">Whether a missing lock is an error.</param>
/// <param name="Base">The base's Python, when that is to be the image's; null for a managed one.</param>
/// <param name="OptionalGroup">A dependency group that is included if the project defines it, or null.</param>
public sealed record ProjectOptions(string Folder, string Package, string PythonVersion, IReadOnlyList<string> Extras, IReadOnlyList<string> Groups, bool Locked, BasePython? Base = null, string? OptionalGroup = null);

/// <summary>Inspects a project, asserts or creates its lock, and installs the interpreters for it.</summary>
public sealed partial class ProjectRestorer(UvTool tool, ProjectOptions options, ILog log)
{
    private readonly InterpreterInstaller _interpreters = new(tool, options.Folder, log);

    /// <summary>Does all of it. Writes nothing into the user's folder but a lock that was missing.</summary>
    /// <param name="platforms">The image's platforms.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1xxx and PYC2xxx.</exception>
    public async Task<(ProjectInfo Project, Interpreter Interpreter)> RestoreAsync(IReadOnlyList<Platform> platforms, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(options.Folder, "pyproject.toml")))
            throw ProjectErrors.NoPyproject(options.Folder);

        var metadata = await UvProcess.TryRunAsync(tool, ProjectCommands.WorkspaceMetadata(options.Folder), log, cancellation).ConfigureAwait(false);
        var created = metadata.ExitCode != 0 && IsLockMissing(metadata);
        if (created)
        {
            await CreateLockAsync(cancellation).ConfigureAwait(false);
            metadata = await UvProcess.TryRunAsync(tool, ProjectCommands.WorkspaceMetadata(options.Folder), log, cancellation).ConfigureAwait(false);
        }

        if (metadata.ExitCode != 0)
            throw UvFailure.Read(ProjectCommands.WorkspaceMetadata(options.Folder), metadata);

        var project = ProjectReader.Read(metadata.Output, options.Folder, options.Package.Length == 0 ? null : options.Package, options.Extras, options.Groups, options.OptionalGroup);
        var request = PythonVersionFile.Request(options.PythonVersion, project);
        var interpreter = options.Base is { } basePython
            ? await _interpreters.InstallAsync(request, basePython, platforms, cancellation).ConfigureAwait(false)
            : await _interpreters.InstallAsync(request, platforms, cancellation).ConfigureAwait(false);
        if (!created)
            await UvProcess.RunAsync(tool, ProjectCommands.LockCheck(options.Folder, interpreter.HostPath), log, cancellation).ConfigureAwait(false);
        return (project, interpreter);
    }

    private async Task CreateLockAsync(CancellationToken cancellation)
    {
        var file = Path.Combine(options.Folder, "uv.lock");
        if (options.Locked)
            throw ProjectErrors.LockMissing(file);

        log.Step("uv.lock is missing: creating it (commit it so that everyone builds the same image)");
        var asked = options.PythonVersion.Length == 0 ? null : options.PythonVersion;
        var command = ProjectCommands.Lock(options.Folder, asked);
        var result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0 && MissingInterpreter().Match(result.Error) is { Success: true } missing)
        {
            // Only uv reads pyproject.toml, so only its message says which Python the project needs before there is a lock.
            await _interpreters.InstallAsync(new PythonRequest(missing.Groups["request"].Value, "the project", file), [], cancellation).ConfigureAwait(false);
            result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        }

        if (result.ExitCode != 0)
            throw UvFailure.Read(command, result);
    }

    private static bool IsLockMissing(UvResult result) => result.Error.Contains("Unable to find lockfile", StringComparison.Ordinal);

    [GeneratedRegex("No interpreter found for Python (?<request>.+?) in ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingInterpreter();
}
