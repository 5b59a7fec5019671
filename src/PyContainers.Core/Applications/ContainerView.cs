using PyContainers.Core.Bases;
using PyContainers.Core.Environments;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>What a container finds when its command is started, as far as that is known while the image is
/// built.</summary>
public sealed record ContainerView
{
    /// <summary>The base's files.</summary>
    public required BaseImageFacts Base { get; init; }

    /// <summary>The base's name for messages.</summary>
    public string BaseImage { get; init; } = "";

    /// <summary>The application's entries.</summary>
    public required IReadOnlyList<LayerEntry> Application { get; init; }

    /// <summary>What uv installed.</summary>
    public required StagingEnvironment Staging { get; init; }

    /// <summary>Whether that is all: an earlier image may have brought the rest.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The project; null where nothing is said about it.</summary>
    public ProjectInfo? Project { get; init; }

    /// <summary>Where things lie in the image.</summary>
    public ImagePaths Paths { get; init; } = new();

    /// <summary>The interpreter's minor version, for instance <c>3.13</c>.</summary>
    public required string MinorVersion { get; init; }

    /// <summary>Full path of an interpreter of that version that runs here; empty where there is none.</summary>
    public string HostPython { get; init; } = "";

    /// <summary>Whether the image gets an interpreter of ours.</summary>
    public bool OwnInterpreter { get; init; } = true;

    /// <summary>The files of the standard library, relative to its folder; null when they are not known.</summary>
    public IReadOnlySet<string>? StandardLibrary { get; init; }

    /// <summary>The image's <c>PATH</c>.</summary>
    public required string SearchPath { get; init; }

    /// <summary>The image's <c>PYTHONPATH</c>, or empty.</summary>
    public string PythonPath { get; init; } = "";

    /// <summary>Full paths of the tools' programs.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Folders in which the container may have more than the image, as full paths.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>Whether the application's folder has nothing but <see cref="Application"/>: in a C# project, the .NET
    /// SDK fills it.</summary>
    public bool OwnsApplication { get; init; } = true;

    /// <summary>The folder of the environment's distributions in the image.</summary>
    public string SitePackages => $"{Paths.Environment}/lib/python{MinorVersion}/site-packages";

    /// <summary>Whether the image's content at a path is known.</summary>
    public bool Knows(string path) =>
        IsIn(path, Paths.Environment) ? IsComplete : IsIn(path, Paths.App) && OwnsApplication && !MayGetMore(path);

    /// <summary>A path as the container sees it from the working directory.</summary>
    public string Absolute(string path) => Paths.Absolute(path);

    /// <summary>The application's files and links by full path.</summary>
    public IReadOnlyDictionary<string, LayerEntry> Files() =>
        Application
            .GroupBy(entry => "/" + entry.Path, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    /// <summary>What uv built from the user's own packages.</summary>
    public IEnumerable<Distribution> LocalDistributions()
    {
        var names = Project?.LocalNames();
        return Staging.Distributions.Where(one => names?.Contains(one.Name) == true);
    }

    private bool MayGetMore(string path) => Writable.Any(folder => IsIn(path, folder));

    private static bool IsIn(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
