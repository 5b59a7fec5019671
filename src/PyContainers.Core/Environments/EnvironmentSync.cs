using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Environments;

/// <summary>
/// Has uv fill the staging environment, in two steps: third-party distributions, which change with the lock, then local
/// packages, which
/// change with their sources. A step that did not end leaves no <c>complete</c> file, and the next one starts from
/// nothing.
/// </summary>
/// <param name="tool">The uv to run.</param>
/// <param name="request">What to install and where.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class EnvironmentSync(UvTool tool, SyncRequest request, ILog log)
{
    private readonly InstallationPlan _plan = new(tool, request, log);

    private string CompleteFile => Path.Combine(request.Environment, ".pycontainers-complete");

    // A killed uv may have left half a distribution, and one of another time's archive is not this time's.
    private bool IsComplete => File.Exists(CompleteFile) && File.ReadAllText(CompleteFile) == request.Archives;

    /// <summary>Installs the third-party distributions and removes everything else.</summary>
    /// <exception cref="PyContainersException">The failure, as <see cref="UvFailure"/> reads it.</exception>
    public async Task DependenciesAsync(CancellationToken cancellation)
    {
        // With a distribution uv removes every file that it records, even one that another has too.
        if (!IsComplete || StagingEnvironment.ContestedIn(request.Environment).Count > 0)
            DeleteEnvironment();
        if (File.Exists(CompleteFile))
            File.Delete(CompleteFile);
        await InstallAsync(command => command, cancellation).ConfigureAwait(false);
        if (StagingEnvironment.ContestedIn(request.Environment).Any(file => !file.IsSame))
        {
            DeleteEnvironment();
            await InstallAsync(EnvironmentCommands.OneByOne, cancellation).ConfigureAwait(false);
        }

        _plan.Check(BuiltHere());
        await File.WriteAllTextAsync(CompleteFile, request.Archives, cancellation).ConfigureAwait(false);
    }

    /// <summary>Leaves an empty environment: an earlier image has the third-party distributions.</summary>
    public async Task NothingAsync(CancellationToken cancellation)
    {
        await CreateAsync(cancellation).ConfigureAwait(false);
        await _plan.AskAsync(cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(CompleteFile, request.Archives, cancellation).ConfigureAwait(false);
    }

    private async Task InstallAsync(Func<UvCommand, UvCommand> how, CancellationToken cancellation)
    {
        if (request.Requirements is not null)
            await CreateAsync(cancellation).ConfigureAwait(false);
        await _plan.AskAsync(cancellation).ConfigureAwait(false);
        var command = request.Requirements is { } requirements
            ? EnvironmentCommands.SyncRequirements(request, requirements)
            : EnvironmentCommands.SyncDependencies(request with { LocalPackages = BuiltHere() });
        await UvProcess.RunAsync(tool, how(command), log, cancellation).ConfigureAwait(false);
    }

    private List<string> BuiltHere() =>
        [.. request.LocalPackages.Except(_plan.FromElsewhere(), StringComparer.Ordinal)];

    private void DeleteEnvironment() => Folders.Delete(request.Environment);

    // Always a new one: what is there may be another Python's, and uv pip would keep it; filling a new one takes no
    // time.
    private async Task CreateAsync(CancellationToken cancellation)
    {
        DeleteEnvironment();
        await UvProcess
            .RunAsync(tool, EnvironmentCommands.CreateEnvironment(request), log, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Builds the local packages from their sources and installs them.</summary>
    /// <param name="packages">The packages that the image needs.</param>
    /// <param name="withDependencies">Whether the environment has third-party distributions too.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <inheritdoc cref="DependenciesAsync" path="/exception"/>
    public async Task LocalPackagesAsync(
        IReadOnlyList<LocalPackage> packages,
        bool withDependencies,
        CancellationToken cancellation
    )
    {
        // The last run was killed in here, or installing the packages again would take away what others have too.
        if (!IsComplete || TakesFromOthers(packages))
            await (
                withDependencies ? DependenciesAsync(cancellation) : NothingAsync(cancellation)
            ).ConfigureAwait(false);
        File.Delete(CompleteFile);
        // Not every package that the lock knows is for this platform.
        var wheels = new List<string>();
        foreach (var package in _plan.Choose(packages))
        {
            log.Step($"building {package.Name}");
            wheels.Add(await BuildAsync(package, cancellation).ConfigureAwait(false));
            GitVersion.Check(package, wheels[^1], log);
        }

        if (wheels.Count > 0)
        {
            var install = EnvironmentCommands.OneByOne(EnvironmentCommands.InstallWheels(request, wheels));
            await UvProcess.RunAsync(tool, install, log, cancellation).ConfigureAwait(false);
        }

        if (withDependencies)
            _plan.Check([]);
        await File.WriteAllTextAsync(CompleteFile, request.Archives, cancellation).ConfigureAwait(false);
    }

    private bool TakesFromOthers(IReadOnlyList<LocalPackage> packages)
    {
        var names = packages.Select(package => PackageName.Normalise(package.Name)).ToHashSet(StringComparer.Ordinal);
        return StagingEnvironment.ContestedIn(request.Environment)
            .Any(file => file.Others.Append(file.Owner).Any(names.Contains));
    }

    // The wheel's place is the same at every build: uv's cache knows wheels by their paths, and would grow otherwise.
    private async Task<string> BuildAsync(LocalPackage package, CancellationToken cancellation)
    {
        var output = Path.Combine(request.Environment + "-wheels", package.Name);
        Folders.Delete(output);
        using var leftovers = new BackendFolders(
            request.Environment + "-bytecode",
            UvEnvironment.InterpretersFolder(tool)
        );
        await UvProcess
            .RunAsync(tool, EnvironmentCommands.BuildWheel(request, package, output, leftovers), log, cancellation)
            .ConfigureAwait(false);
        return Directory.EnumerateFiles(output, "*.whl").Single();
    }
}
