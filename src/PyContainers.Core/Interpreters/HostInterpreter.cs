using System.ComponentModel;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Interpreters;

/// <summary>The interpreter that runs on this host: installed by uv, and once more when it does not start.</summary>
/// <param name="tool">The uv and its folders.</param>
/// <param name="folder">The working folder.</param>
/// <param name="known">What uv has said to other projects of the build.</param>
/// <param name="log">Gets what is done.</param>
internal sealed class HostInterpreter(UvTool tool, string folder, UvAnswers known, ILog log)
{
    private readonly string _installed = UvEnvironment.InterpretersFolder(tool);

    /// <summary>Installs an interpreter unless it is there.</summary>
    /// <param name="version">Its version, <c>3.13.9</c>.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <returns>The executable's full path.</returns>
    /// <exception cref="PyContainersException">What uv says of a download; PYC1010 when it cannot be found after
    /// that.</exception>
    public async Task<string> InstallAsync(string version, CancellationToken cancellation)
    {
        if (await TryFindAsync(version, cancellation).ConfigureAwait(false) is { } there)
            return there;
        if (IsInstalled(version))
            return await RepairAsync(version, cancellation).ConfigureAwait(false);
        await UvInstallsAsync(InterpreterCommands.InstallInterpreter(version, null, again: false, folder), cancellation)
            .ConfigureAwait(false);
        return await FindAsync(version, cancellation).ConfigureAwait(false);
    }

    /// <summary>Has uv install an interpreter.</summary>
    /// <remarks>uv keeps an archive that is not what it should be, and would take it again for ever. A kit is input
    /// only.</remarks>
    public async Task UvInstallsAsync(UvCommand install, CancellationToken cancellation)
    {
        try
        {
            await UvProcess.RunAsync(tool, install, log, cancellation).ConfigureAwait(false);
        }
        catch (PyContainersException) when (tool.Kit is null)
        {
            UvArchives.RemoveDamaged(UvEnvironment.ArchivesFolder(tool));
            throw;
        }
    }

    // For uv, it is installed: a disk was full, or somebody has cleared up files. Another publish may be at it too, or
    // have installed it just now.
    private async Task<string> RepairAsync(string version, CancellationToken cancellation)
    {
        using var held = FileLock.Wait(_installed + ".lock", cancellation);
        if (await TryFindAsync(version, cancellation).ConfigureAwait(false) is { } there)
            return there;
        log.Notice($"the interpreter {version} in '{_installed}' does not start; it is installed again");
        await UvInstallsAsync(InterpreterCommands.InstallInterpreter(version, null, again: true, folder), cancellation)
            .ConfigureAwait(false);
        return await FindAsync(version, cancellation).ConfigureAwait(false);
    }

    private bool IsInstalled(string version) =>
        Directory.Exists(_installed)
        && Directory.EnumerateDirectories(_installed, $"cpython-{version}*").Select(Path.GetFileName)
            .Any(name => $"{name}-".StartsWith($"cpython-{version}-", StringComparison.Ordinal));

    private async Task<string> FindAsync(string version, CancellationToken cancellation)
    {
        var find = InterpreterCommands.FindInterpreter(version, folder);
        return (await UvProcess.RunAsync(tool, find, log, cancellation).ConfigureAwait(false)).Trim();
    }

    // uv believes what it has found out about an interpreter before.
    private Task<string?> TryFindAsync(string version, CancellationToken cancellation)
    {
        var find = InterpreterCommands.FindInterpreter(version, folder);
        return known.AskAsync(tool, find, async () =>
        {
            var found = await UvProcess.TryRunAsync(tool, find, log, cancellation).ConfigureAwait(false);
            return found.ExitCode == 0 && await StartsAsync(found.Output.Trim(), cancellation).ConfigureAwait(false)
                ? found.Output.Trim()
                : null;
        }, path => [path]);
    }

    private async Task<bool> StartsAsync(string interpreter, CancellationToken cancellation)
    {
        try
        {
            var (exitCode, _, _) = await PythonProcess
                .RunAsync(interpreter, ["-I", "-c", "pass"], folder, default, [], cancellation).ConfigureAwait(false);
            return exitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
