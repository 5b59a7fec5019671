using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>A file that the user adds to the image: <c>PyContainerInclude</c>.</summary>
/// <param name="Name">What the user calls it, for messages.</param>
/// <param name="Source">Its full path.</param>
/// <param name="TargetPath">Its path in the image, absolute or relative to the application's; or empty.</param>
/// <param name="Link">Where it appears in the project: counts without a target path; or empty.</param>
public sealed record IncludedFile(string Name, string Source, string TargetPath = "", string Link = "")
{
    /// <summary>The file in the image. Where nothing else is said it is where it is below the project.</summary>
    /// <param name="projectFolder">The project's folder.</param>
    /// <param name="paths">Where things lie in the image.</param>
    /// <exception cref="PyContainersException">PYC2014 for a file outside the project that has no target.</exception>
    public FileEntry In(string projectFolder, ImagePaths paths)
    {
        var target = new[] { TargetPath, Link }.FirstOrDefault(path => path.Length > 0)
            ?? Path.GetRelativePath(projectFolder, Source);
        target = target.Replace('\\', '/');
        return target.Split('/').Contains("..")
            ? throw ProjectErrors.InvalidProperty(
                "PyContainerInclude", Name, "it is outside the project, so it needs a TargetPath in the image.")
            : new FileEntry(paths.Of(target), Source);
    }
}
