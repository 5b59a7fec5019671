using System.ComponentModel;
using System.Diagnostics;
using PyContainers.Core.Common;

namespace PyContainers.Core.Destinations;

/// <summary>Finds the container engine of this machine, and asks it.</summary>
public static class ContainerEngine
{
    // What a template makes of a label that is not there.
    private const string NoValue = "<no value>";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>The value of a label of an image that an engine has, and the image's layers.</summary>
    /// <param name="command">The engine's command: <c>docker</c> or <c>podman</c>, or its path.</param>
    /// <param name="image">The image, <c>REPOSITORY:TAG</c>.</param>
    /// <param name="label">The label's name.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The value, and the digests of the uncompressed layers; null when the engine has no such image, or the
    /// image no such label.</returns>
    public static async Task<(string Label, IReadOnlyList<string> Layers)?> InspectAsync(
        string command,
        string image,
        string label,
        CancellationToken cancellationToken
    )
    {
        var format = $"{{{{index .Config.Labels \"{label}\"}}}}|{{{{range .RootFS.Layers}}}}{{{{.}}}} {{{{end}}}}";
        var told = await RunAsync(command, ["image", "inspect", "--format", format, image], cancellationToken);
        return told?.Split('|') is [{ Length: > 0 } value, var layers] && value != NoValue
            ? (value, layers.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : null;
    }

    /// <summary>Asks docker, then podman, for its version; a client without an engine behind it fails then.</summary>
    /// <param name="searchPath">The folders of <c>PATH</c>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns><c>Docker</c> or <c>Podman</c>, as the SDK's <c>LocalRegistry</c> spells them; null when neither
    /// works.</returns>
    public static async Task<string?> FindAsync(IReadOnlyList<string> searchPath, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["Docker", "Podman"])
        {
            if (
                Locate(searchPath, name.ToLowerInvariant()) is { } path
                && await RunAsync(path, ["version"], cancellationToken) is not null
            )
                return name;
        }
        return null;
    }

    private static string? Locate(IReadOnlyList<string> searchPath, string command)
    {
        // No .cmd on Windows: its shell takes the quotes out of what is asked.
        var name = OperatingSystem.IsWindows() ? command + ".exe" : command;
        return searchPath.Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (
            OperatingSystem.IsWindows()
            || (
                File.GetUnixFileMode(path)
                & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)
            ) != UnixFileMode.None
        );

    // Standard output; null when it fails.
    private static async Task<string?> RunAsync(
        string path,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            var (exitCode, output, _) = await ChildProcess.RunAsync(
                new ProcessStartInfo(path, arguments),
                default,
                line: null,
                patience.Token
            );
            return exitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null; // an engine that hangs would hang the push too
        }
    }
}
