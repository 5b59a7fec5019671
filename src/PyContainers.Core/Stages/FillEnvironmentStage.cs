using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the environment of one platform.</summary>
/// <param name="RuntimeIdentifier">The image's platform, ex: <c>linux-x64</c>.</param>
/// <param name="Package">The workspace member, or empty.</param>
/// <param name="Extras">Extras to include.</param>
/// <param name="DependencyGroups">Dependency groups to include.</param>
public sealed record FillEnvironmentOptions(
    string RuntimeIdentifier, string Package, IReadOnlyList<string> Extras, IReadOnlyList<string> DependencyGroups);

/// <summary>Has uv fill the staging environment in two halves: one changes with the lock, the other with the
/// sources.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class FillEnvironmentStage(BuildState state, FillEnvironmentOptions options, ILog log)
{
    private readonly PlatformState _platform = state.For(options.RuntimeIdentifier);
    private readonly ProjectInfo _project = state.Project.Read();

    // No earlier image has the third-party distributions.
    private bool WithDependencies => _platform.Found.TryRead() is not { Layers.Count: > 0 };

    /// <summary>Installs the third-party distributions of the lock, unless an earlier image has them.</summary>
    /// <param name="cancellation">Ends uv.</param>
    /// <inheritdoc cref="EnvironmentSync.DependenciesAsync" path="/exception"/>
    public Task DependenciesAsync(CancellationToken cancellation) =>
        NamingAllGapsAsync(
            sync => WithDependencies ? sync.DependenciesAsync(cancellation) : sync.NothingAsync(cancellation),
            cancellation);

    /// <summary>Builds the local packages from their sources and installs them beside the others.</summary>
    /// <param name="cancellation">Ends uv.</param>
    /// <inheritdoc cref="EnvironmentSync.DependenciesAsync" path="/exception"/>
    public Task LocalPackagesAsync(CancellationToken cancellation) =>
        NamingAllGapsAsync(
            sync => sync.LocalPackagesAsync(_project.LocalPackages, WithDependencies, cancellation), cancellation);

    // Nobody wants to carry one wheel after the other into a closed network.
    private async Task NamingAllGapsAsync(Func<EnvironmentSync, Task> work, CancellationToken cancellation)
    {
        var (tool, request) = (state.Uv.Read(), Request());
        try
        {
            await work(new EnvironmentSync(tool, request, log)).ConfigureAwait(false);
        }
        catch (PyContainersException e) when (UvErrors.IsOffline(e.Diagnostic))
        {
            throw await new OfflineGaps(tool, request, log)
                .AllAsync(e, _project.LocalPackages, cancellation)
                .ConfigureAwait(false);
        }
    }

    private string Archives() =>
        File.Exists(state.ProjectFiles)
            ? string.Join('\n', File.ReadLines(state.ProjectFiles)
                .Where(line => LocalArchives.IsOne(line[..line.IndexOf('|', StringComparison.Ordinal)])))
            : "";

    // From the workspace's root: uv sees it from there whatever lies between it and the member.
    private SyncRequest Request()
    {
        var interpreter = state.Interpreter.Read();
        return new(
            _project.WorkspaceRoot, _platform.Environment, interpreter.HostPath,
            File.ReadAllText(_platform.PythonPlatform),
            options.Package.Length == 0 && _project.IsRoot ? null : _project.Name,
            options.Extras, [.. options.DependencyGroups, .. _project.DebugGroups ?? []])
        {
            PythonVersion = interpreter.Version,
            Requirements = _project.Requirements,
            LocalPackages = [.. _project.LocalPackages.Select(package => package.Name)],
            Namesakes = [.. _project.LocalPackages.Where(one => one.HasNamesake).Select(one => one.Name)],
            Archives = Archives(),
            Manifest = _project.File,
        };
    }
}
