using System.ComponentModel;
using System.Diagnostics;

namespace PyContainers.Core.Destinations;

/// <summary>Finds the container engine of this machine.</summary>
public static class ContainerEngine
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks docker, then podman, for its version; a client without an engine behind it fails then.</summary>
    /// <param name="searchPath">The folders of <c>PATH</c>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns><c>Docker</c> or <c>Podman</c>, as the SDK's <c>LocalRegistry</c> spells them; null when neither works.</returns>
    public static async Task<string?> FindAsync(IReadOnlyList<string> searchPath, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["Docker", "Podman"])
        {
            if (Locate(searchPath, name.ToLowerInvariant()) is { } path && await RunsAsync(path, cancellationToken))
                return name;
        }
        return null;
    }

    private static string? Locate(IReadOnlyList<string> searchPath, string command)
    {
        string[] names = OperatingSystem.IsWindows() ? [command + ".exe", command + ".cmd"] : [command];
        return searchPath.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);

    private static async Task<bool> RunsAsync(string path, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        // Its output is read, or a full pipe would stop it, and thrown away.
        var start = new ProcessStartInfo(path, "version")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            // An engine that hangs would hang the push too.
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
