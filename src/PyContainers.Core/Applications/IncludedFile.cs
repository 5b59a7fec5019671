using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>A file that the user adds to the image: <c>PyContainerInclude</c>.</summary>
/// <param name="Name">What the user calls it, for messages.</param>
/// <param name="Source">Its full path.</param>
/// <param name="TargetPath">Its path in the image, absolute or relative to the application's; or empty. With a slash at
/// its end it is the folder.</param>
/// <param name="Link">Where it appears in the project: counts without a target path; or empty.</param>
public sealed record IncludedFile(string Name, string Source, string TargetPath = "", string Link = "")
{
    private const string Setting = "PyContainerInclude";

    /// <summary>Checks what can be checked before anything is known about the project: the file, and the place that is
    /// named for it.</summary>
    /// <param name="reserved">Where it must not go.</param>
    /// <exception cref="PyContainersException">PYC2014, PYC2056, PYC2057, PYC2058, PYC2061.</exception>
    public void Check(ReservedPaths reserved)
    {
        if (HostPath.IsNotText(Source))
            throw FileErrors.NameIsNotUtf8(Source);
        if (Directory.Exists(Source))
            throw FileErrors.CannotInclude(Name, $"it is a folder. Include its files: '{Name.TrimEnd('/')}/**'.");
        if (!File.Exists(Source))
            throw FileErrors.CannotInclude(
                Name, $"there is no file '{Source}'. Correct the path, or remove the item.");
        SpecialFile.Refuse(Source);
        if (Named is not null)
            Place("", reserved);
    }

    /// <summary>The file in the image. Where nothing else is said it is where it is below the project.</summary>
    /// <param name="projectFolder">The project's folder.</param>
    /// <param name="reserved">Where it must not go.</param>
    /// <exception cref="PyContainersException">PYC2014 for a file outside the project that has no target, or a target
    /// that is no place in an image; PYC2061.</exception>
    public FileEntry In(string projectFolder, ReservedPaths reserved) => new(Place(projectFolder, reserved), Source);

    private (string Name, string Path)? Named =>
        TargetPath.Length > 0 ? ("TargetPath", TargetPath) : Link.Length > 0 ? ("Link", Link) : null;

    private string Place(string projectFolder, ReservedPaths reserved)
    {
        var target = Named?.Path ?? Path.GetRelativePath(projectFolder, Source);
        if (Named is null && (target.Split(Path.DirectorySeparatorChar)[0] == ".." || Path.IsPathRooted(target)))
            throw ProjectErrors.InvalidProperty(
                Setting, Name, "it is outside the project, so it needs a TargetPath in the image.");
        if (target.EndsWith('/') || target.EndsWith('\\'))
            target += Path.GetFileName(Source);
        var path = reserved.Paths.Place(
            Named is { } named ? $"{named.Name} of {Setting} '{Name}'" : Setting, target);
        if (path.Contains(new ImagePath(reserved.Paths.App.Trim('/'))))
            throw ProjectErrors.InvalidProperty(
                $"{Named?.Name} of {Setting} '{Name}'", target, "it is a folder; name the file, or end it with '/'.");
        reserved.Refuse($"{Setting} '{Name}'", path);
        return path.Relative;
    }
}
