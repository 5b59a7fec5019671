using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>The files that lie in the application's folder of the image.</summary>
/// <param name="AppPath">That folder in the image, ex: <c>/app</c>.</param>
/// <param name="OfLooseProjects">Whether the files of a project that is not a package are there.</param>
/// <param name="OfPackages">Whether a package's files are there besides the installed package.</param>
public sealed record ApplicationFiles(string AppPath, bool OfLooseProjects, bool OfPackages)
{
    /// <summary>Lists them.</summary>
    /// <param name="project">The project.</param>
    /// <param name="excluded">Files and folders to leave out.</param>
    /// <inheritdoc cref="SourceFiles.Read" path="/exception"/>
    public ApplicationContent Of(ProjectInfo project, ExcludedPaths excluded)
    {
        if (project.IsPackage ? !OfPackages : !OfLooseProjects)
            return ApplicationContent.Empty;
        if (project.Requirements?.Script is { } script)
            return new([new FileEntry($"{AppPath}/{Path.GetFileName(script)}".Trim('/'), script)], []);
        // Like pyproject.toml, a requirements file may name an index with credentials.
        return SourceFiles.Read(
            project.Folder,
            AppPath.TrimStart('/'),
            excluded.With(project.Requirements?.Files ?? [], LeftOutGroup.ProjectFiles)
        );
    }
}
