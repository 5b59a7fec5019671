using PyContainers.Core.Common;
using PyContainers.Core.Environments;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>Collects what is known about an application out of what uv installed.</summary>
public static class StartCommandReader
{
    /// <summary>The port an inferred web application serves on, as in .NET's own images; unprivileged.</summary>
    public const int DefaultPort = 8080;

    /// <summary>The facts of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="staging">What uv installed.</param>
    /// <param name="appEntries">The files of an application that is not a package.</param>
    /// <param name="paths">Where things lie in the image.</param>
    /// <param name="port">The port to serve on.</param>
    /// <param name="takenOver">Names of distributions that the image has besides.</param>
    public static ApplicationFacts Facts(
        ProjectInfo project,
        StagingEnvironment staging,
        IReadOnlyList<LayerEntry> appEntries,
        ImagePaths paths,
        int port,
        IEnumerable<string> takenOver
    )
    {
        var own = staging.Distributions.FirstOrDefault(distribution =>
            project.IsPackage && distribution.Name == PackageName.Normalise(project.Name)
        );
        var files = own is null ? AppFiles(appEntries, paths) : PackageFiles(own, staging);
        return new ApplicationFacts(
            project.Name,
            own is not null,
            own?.Scripts.Select(script => script.Name).ToList() ?? [],
            staging
                .Distributions.Select(distribution => distribution.Name)
                .Concat(takenOver)
                .ToHashSet(StringComparer.Ordinal),
            files,
            paths,
            port,
            project.File,
            project.Requirements?.Script
        )
        {
            ScriptsLeftOut = project.ScriptsLeftOut,
        };
    }

    private static Dictionary<string, string> AppFiles(IReadOnlyList<LayerEntry> entries, ImagePaths paths)
    {
        var root = paths.App.TrimStart('/') + "/";
        return entries.OfType<FileEntry>().Where(entry => entry.Path.StartsWith(root, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Path[root.Length..], entry => entry.Source, StringComparer.Ordinal);
    }

    private static Dictionary<string, string> PackageFiles(Distribution own, StagingEnvironment staging) =>
        own
            .Record.Where(line =>
                line.Path.EndsWith(".py", StringComparison.Ordinal)
                && !line.Path.StartsWith("../", StringComparison.Ordinal)
            )
            .ToDictionary(
                line => line.Path,
                line => Path.Combine(staging.SitePackages, line.Path),
                StringComparer.Ordinal
            );
}
