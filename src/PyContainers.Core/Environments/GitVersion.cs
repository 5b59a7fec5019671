using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Environments;

/// <summary>Whether a version that a build backend has computed from git is that of a tag, or what it says when it sees
/// none: a shallow clone, as build servers make them, has none.</summary>
public static partial class GitVersion
{
    /// <summary>Warns of such a version.</summary>
    /// <param name="package">The package.</param>
    /// <param name="wheel">Its wheel: <c>name-version-…whl</c>.</param>
    /// <param name="log">Gets the warning.</param>
    public static void Check(LocalPackage package, string wheel, ILog log)
    {
        if (!package.HasDynamicVersion || Path.GetFileName(wheel).Split('-') is not [_, var version, ..])
            return;
        if (IsWithoutTag(version) && GitState.IsShallow(package.Folder))
            log.Warning(FileErrors.VersionOfShallowClone(
                package.Name, version, Path.Combine(package.Folder, Pyproject.FileName)));
    }

    /// <summary>Whether a version is one of those that setuptools-scm, hatch-vcs, pdm-backend, versioningit,
    /// versioneer, dunamai and others make up without a tag, ex: <c>0.1.dev1+g1a2b3c4</c>, <c>0.0.0</c>,
    /// <c>0+untagged.1.g1a2b3c4</c>.</summary>
    public static bool IsWithoutTag(string version) => WithoutTag().IsMatch(version);

    [GeneratedRegex(
        @"^0(\.0)*(\.1)?(\.?(dev|post)[0-9]+)+(\+.*)?$|^0(\.0)*(\+.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex WithoutTag();
}
