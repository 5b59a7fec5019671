using PyContainers.Core.Applications;
using PyContainers.Core.Environments;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Development;

/// <summary>What is known about an application whose environment is one of this machine.</summary>
public static class HostApplication
{
    /// <summary>The facts that decide how it starts: those of the image, for the files are the same.</summary>
    /// <param name="project">The project.</param>
    /// <param name="environment">Full path of the environment.</param>
    /// <param name="entries">The files of an application that is not a package.</param>
    /// <param name="paths">Where things lie in the image.</param>
    /// <param name="port">The port to serve on.</param>
    public static ApplicationFacts Facts(
        ProjectInfo project, string environment, IReadOnlyList<LayerEntry> entries, ImagePaths paths, int port)
    {
        var installed = StagingEnvironment.ReadOnHost(environment);
        var facts = StartCommandReader.Facts(project, installed, entries, paths, port, []);
        return facts.IsPackage ? facts with { Files = Sources(project.Folder) } : facts;
    }

    // The package is a link to these.
    private static Dictionary<string, string> Sources(string folder)
    {
        var src = Path.Combine(folder, "src");
        var root = Directory.Exists(src) ? src : folder;
        return SourceFiles.Read(root, "", ExcludedPaths.None).Entries.OfType<FileEntry>()
            .Where(file => file.Path.EndsWith(".py", StringComparison.Ordinal))
            .ToDictionary(file => file.Path.TrimStart('/'), file => file.Source, StringComparer.Ordinal);
    }
}
