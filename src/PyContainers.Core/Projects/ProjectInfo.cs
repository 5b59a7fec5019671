using System.Text.Json.Serialization;
using PyContainers.Core.Common;

namespace PyContainers.Core.Projects;

/// <summary>What a Python project is, as uv tells it.</summary>
/// <param name="Name">The name of the package that becomes the image.</param>
/// <param name="Version">Its version, or null when it is computed while building.</param>
/// <param name="Folder">Its folder, as a full path.</param>
/// <param name="WorkspaceRoot">The folder of <c>uv.lock</c>; the project's own without one.</param>
/// <param name="RequiresPython"><c>requires-python</c> of workspace or script; empty when only uv knows.</param>
/// <param name="IsPackage">Whether it is built and installed; otherwise its files are the application.</param>
/// <param name="MemberFolders">The folders of every member of the workspace: the lock depends on each one's
/// <c>pyproject.toml</c>.</param>
/// <param name="LocalPackages">Every package it needs, itself included, that is built from sources on this machine;
/// ordinal by name.</param>
/// <param name="Requirements">What a project without <c>uv.lock</c> installs; null for one that has it.</param>
/// <param name="DebugGroups">Dependency groups to install besides those the user names, because the image is a debug
/// variant.</param>
public sealed record ProjectInfo(
    string Name, string? Version, string Folder, string WorkspaceRoot, string RequiresPython, bool IsPackage,
    IReadOnlyList<string> MemberFolders, IReadOnlyList<LocalPackage> LocalPackages, RequirementSet? Requirements = null,
    IReadOnlyList<string>? DebugGroups = null)
{
    /// <summary>The dependency groups of the package that are defined and not asked for.</summary>
    public IReadOnlyList<string> GroupsLeftOut { get; init; } = [];

    /// <summary>Names of console scripts that are not installed, because the project is not a package.</summary>
    public IReadOnlyList<string> ScriptsLeftOut { get; init; } = [];

    /// <summary>What the project says about itself; null without a <c>pyproject.toml</c>.</summary>
    public ProjectDescription? Description { get; init; }

    /// <summary>Whether it is the root of its workspace, or has none.</summary>
    [JsonIgnore]
    public bool IsRoot => HostPath.AreSame(Folder, WorkspaceRoot);

    /// <summary>The file that messages about the project point at.</summary>
    [JsonIgnore]
    public string File => Requirements?.File ?? Path.Combine(Folder, "pyproject.toml");

    /// <summary>The normalised names of <see cref="LocalPackages"/>.</summary>
    public IReadOnlySet<string> LocalNames() =>
        LocalPackages.Select(package => PackageName.Normalise(package.Name)).ToHashSet(StringComparer.Ordinal);
}

/// <summary>A package that is built from sources on this machine: the project, a workspace member, a path
/// source.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Its folder, as a full path.</param>
/// <param name="HasDynamicVersion">Whether its build backend computes the version, perhaps from git.</param>
/// <param name="HasNamesake">Whether the lock has another package of this name, from elsewhere: markers then say which
/// of them a platform gets.</param>
public sealed record LocalPackage(
    string Name, string Folder, bool HasDynamicVersion = false, bool HasNamesake = false);
