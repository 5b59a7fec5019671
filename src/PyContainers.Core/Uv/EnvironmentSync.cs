using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Uv;

/// <summary>
/// Has uv fill the staging environment, in two steps: third-party distributions, which change with the lock, then local packages, which
/// change with their sources. A step that did not end leaves no <c>complete</c> file, and the next one starts from nothing.
/// </summary>
/// <param name="tool">The uv to run.</param>
/// <param name="request">What to install and where.</param>
/// <param name="log">Told of each step.</param>
public sealed class EnvironmentSync(UvTool tool, SyncRequest request, ILog log)
{
    private string CompleteFile => Path.Combine(request.Environment, ".pycontainers-complete");

    /// <summary>Installs the third-party distributions and removes everything else.</summary>
    /// <exception cref="PyContainersException">The failure, as <see cref="UvFailure"/> reads it.</exception>
    public async Task DependenciesAsync(CancellationToken cancellation)
    {
        if (File.Exists(CompleteFile))
            File.Delete(CompleteFile);
        else if (Directory.Exists(request.Environment))
            Directory.Delete(request.Environment, recursive: true); // a killed uv may have left half a distribution
        if (request.Requirements is { } requirements)
            await RequirementsAsync(requirements, cancellation).ConfigureAwait(false);
        else
            await UvProcess.RunAsync(tool, UvCommand.SyncDependencies(request), log, cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(CompleteFile, "", cancellation).ConfigureAwait(false);
    }

    private async Task RequirementsAsync(RequirementSet requirements, CancellationToken cancellation)
    {
        if (Directory.Exists(request.Environment))
            Directory.Delete(request.Environment, recursive: true); // it may be another Python's, and uv pip would keep it; filling a new one takes no time
        await UvProcess.RunAsync(tool, UvCommand.CreateEnvironment(request), log, cancellation).ConfigureAwait(false);
        await UvProcess.RunAsync(tool, UvCommand.SyncRequirements(request, requirements), log, cancellation).ConfigureAwait(false);
    }

    /// <summary>Builds the local packages from their sources and installs them.</summary>
    /// <param name="packages">The packages that the image needs.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <inheritdoc cref="DependenciesAsync" path="/exception"/>
    public async Task LocalPackagesAsync(IReadOnlyList<LocalPackage> packages, CancellationToken cancellation)
    {
        if (!File.Exists(CompleteFile))
            await DependenciesAsync(cancellation).ConfigureAwait(false); // the last run was killed in here
        File.Delete(CompleteFile);
        foreach (var package in packages)
        {
            using var build = new SetuptoolsFolder();
            var others = packages.Where(other => other != package).Select(other => other.Name);
            await UvProcess.RunAsync(tool, UvCommand.SyncLocalPackage(request, package.Name, others, build.ConfigurationFile), log, cancellation).ConfigureAwait(false);
        }

        await File.WriteAllTextAsync(CompleteFile, "", cancellation).ConfigureAwait(false);
    }
}

/// <summary>
/// A folder where setuptools keeps <c>build</c> and <c>*.egg-info</c>, instead of beside the user's sources. One for each package: setuptools
/// puts everything it finds in a build folder into the wheel.
/// </summary>
internal sealed class SetuptoolsFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pycontainers-").FullName;

    public SetuptoolsFolder()
    {
        ConfigurationFile = Path.Combine(_folder, "setuptools.cfg");
        File.WriteAllText(ConfigurationFile, $"[build]\nbuild_base = {_folder}\n[egg_info]\negg_base = {_folder}\n");
    }

    /// <summary>The value of <c>DIST_EXTRA_CONFIG</c>.</summary>
    public string ConfigurationFile { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
