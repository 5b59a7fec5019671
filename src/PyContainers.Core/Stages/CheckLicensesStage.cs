using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Policy;
using PyContainers.Core.Projects;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Stages;

/// <summary>Refuses distributions whose licence an organisation does not allow: those of the application and of its
/// tools, but not the packages that are built here.</summary>
/// <param name="state">The build's state.</param>
/// <param name="runtimeIdentifier">The image's platform, ex: <c>linux-x64</c>.</param>
/// <param name="allowed"><c>PyContainerAllowedLicenses</c>.</param>
public sealed class CheckLicensesStage(BuildState state, string runtimeIdentifier, IReadOnlyList<string> allowed)
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PyContainersException">PYC6013.</exception>
    public void Run()
    {
        var project = state.Project.Read();
        var local = project.LocalNames();
        var licenses = new AllowedLicenses(allowed);
        var refused = Environments()
            .SelectMany(environment => environment.Distributions
                .Where(distribution => !local.Contains(distribution.Name))
                .Select(distribution => (distribution.Name, License: LicenseOf(environment, distribution))))
            .Where(one => !licenses.Allow(one.License))
            .DistinctBy(one => one.Name, StringComparer.Ordinal)
            .ToList();
        if (refused.Count == 0)
            return;
        var (file, line) = PlaceOf(project, refused[0].Name);
        throw PolicyErrors.License(
            [.. refused.Select(one => (one.Name, Declared(one.License)))], allowed, file, line);
    }

    private IEnumerable<StagingEnvironment> Environments()
    {
        var platform = state.For(runtimeIdentifier);
        var tools = Directory.Exists(platform.Tools)
            ? Directory.EnumerateDirectories(platform.Tools).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return tools.Prepend(platform.Environment).Select(StagingEnvironment.Read);
    }

    private static DeclaredLicense LicenseOf(StagingEnvironment environment, Distribution distribution)
    {
        var metadata = Path.Combine(environment.SitePackages, distribution.DistInfo, "METADATA");
        return DeclaredLicense.Of(WheelMetadata.Parse(File.ReadAllText(metadata)));
    }

    private static string Declared(DeclaredLicense license) =>
        license.Expression ?? (license.Names.Count == 0 ? DeclaredLicense.Unknown : string.Join(", ", license.Names));

    private static (string? File, int Line) PlaceOf(ProjectInfo project, string distribution)
    {
        if (ProjectManifests.LockOf(project) is not { } file)
            return (project.File, 0);
        var line = LockedSource.LineOf(file, distribution);
        return line > 0 ? (file, line) : (null, 0);
    }
}
