using PyContainers.Core.Bases;
using PyContainers.Core.Environments;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>One of the projects that an offline kit is for, after the stages have made its layers.</summary>
/// <param name="State">Its build's state.</param>
/// <param name="RuntimeIdentifiers">The image's platforms.</param>
/// <param name="BaseImage">The base image's name.</param>
/// <param name="NamesBase">Whether the project says itself which base it wants.</param>
/// <param name="Base">Where the base is.</param>
public sealed record KitProject(
    BuildState State, IReadOnlyList<string> RuntimeIdentifiers, string BaseImage, bool NamesBase, BaseSource Base)
{
    /// <summary>The uv that fetched everything.</summary>
    internal UvTool Tool { get; } = State.Uv.Read();

    /// <summary>The Python project.</summary>
    internal ProjectInfo Project { get; } = State.Project.Read();

    private IEnumerable<PlatformState> Platforms => RuntimeIdentifiers.Select(State.For);

    /// <summary>Name and version of what is installed for any platform.</summary>
    internal IEnumerable<(string Name, string Version)> Installed() =>
        Platforms.SelectMany(platform => Directory.Exists(platform.Tools)
            ? [platform.Environment, .. Directory.EnumerateDirectories(platform.Tools)]
            : new[] { platform.Environment })
        .SelectMany(StagingEnvironment.VersionsIn);

    /// <summary>What builds its local packages.</summary>
    internal IEnumerable<string> BuildSystems() =>
        Project.LocalPackages.SelectMany(package => Pyproject.BuildRequirementsIn(package.Folder));

    /// <summary>The files of the layers that change with the lock, as paths in the user's cache of layers and as full
    /// paths.</summary>
    internal IEnumerable<(string Path, string File)> LayerFiles()
    {
        var cache = State.UserLayers();
        return Platforms.SelectMany(platform => platform.ReadLayers().Layers)
            .Where(layer => layer.Key.Length > 0 && DependencyRecord.IsBelowPackages(layer.Kind))
            .SelectMany(layer => cache.FilesOf(layer.Key));
    }
}
