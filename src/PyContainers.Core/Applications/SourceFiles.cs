using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>The files of a folder that belong to an application: everything but version control, environments, caches,
/// secrets and what only builds.</summary>
public static class SourceFiles
{
    private static readonly string[] s_folders =
    [
        ".git",
        ".hg",
        ".svn",
        ".venv",
        "venv",
        "__pycache__",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".tox",
        ".nox",
        ".hypothesis",
        ".ipynb_checkpoints",
        ".idea",
        ".vscode",
        ".vs",
        "node_modules",
    ];

    private static readonly string[] s_files =
    [
        ".env",
        ".netrc",
        ".pypirc",
        ".gitignore",
        ".gitattributes",
        ".dockerignore",
        "Dockerfile",
        ".DS_Store",
        "Thumbs.db",
        ".coverage",
        // pyproject.toml may name an index with credentials; none of these is read at run time
        "pyproject.toml",
        "uv.lock",
        "uv.toml",
        ".python-version",
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "Directory.Build.rsp",
        "NuGet.config",
        "nuget.config",
        "global.json",
    ];

    private static readonly string[] s_endings =
    [
        ".pyc",
        ".pyo",
        ".pem",
        ".key",
        ".pfx",
        ".csproj",
        ".fsproj",
        ".vbproj",
        ".pyproj",
        ".proj",
        ".sln",
        ".slnx",
        ".user",
        ".binlog",
    ];

    /// <summary>Lists the application's files and links; the folder's <c>.dockerignore</c> is honoured.</summary>
    /// <param name="folder">The application's folder.</param>
    /// <param name="target">Where it lies in the image, without a leading slash.</param>
    /// <param name="excludedPaths">Full paths of files and folders to leave out as well.</param>
    /// <returns>In ordinal order of the image's path.</returns>
    /// <exception cref="PyContainersException">PYC2015 for a link that leads out of the folder, PYC2024 for a broken
    /// <c>.dockerignore</c>.</exception>
    public static IReadOnlyList<LayerEntry> Entries(string folder, string target, IReadOnlySet<string> excludedPaths)
    {
        var entries = new List<LayerEntry>();
        Walk(
            new DirectoryInfo(folder),
            "",
            excludedPaths,
            DockerIgnore.In(folder),
            (relative, info) =>
            {
                var path = $"{target}/{relative}";
                entries.Add(
                    info.LinkTarget is { } link ? Link(folder, path, info, link) : new FileEntry(path, info.FullName)
                );
            }
        );
        entries.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path)); // a walk gives a/b before a.b
        return entries;
    }

    /// <summary>Lists the files that a local package may be built from, as full paths in ordinal order. A
    /// <c>.dockerignore</c> says nothing about them.</summary>
    public static IReadOnlyList<string> ForBuild(string folder, IReadOnlySet<string> excludedPaths) =>
        Inputs(folder, excludedPaths, null);

    /// <summary>Lists the files that <see cref="Entries"/> depends on, as full paths in ordinal order.</summary>
    /// <exception cref="PyContainersException">PYC2024.</exception>
    public static IReadOnlyList<string> ForApplication(string folder, IReadOnlySet<string> excludedPaths) =>
        Inputs(folder, excludedPaths, DockerIgnore.In(folder));

    private static List<string> Inputs(string folder, IReadOnlySet<string> excludedPaths, DockerIgnore? ignore)
    {
        var files = new List<string>();
        foreach (var metadata in ProjectManifests.Names.Append(DockerIgnore.FileName))
        {
            if (File.Exists(Path.Combine(folder, metadata)))
                files.Add(Path.Combine(folder, metadata));
        }

        Walk(new DirectoryInfo(folder), "", excludedPaths, ignore, (_, info) => files.Add(info.FullName));
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Walk(
        DirectoryInfo folder,
        string prefix,
        IReadOnlySet<string> excludedPaths,
        DockerIgnore? ignore,
        Action<string, FileSystemInfo> found
    )
    {
        foreach (var info in folder.EnumerateFileSystemInfos().OrderBy(info => info.Name, StringComparer.Ordinal))
        {
            if (excludedPaths.Contains(info.FullName))
                continue;
            var relative = prefix + info.Name;
            var ignored = ignore?.Excludes(relative) == true;
            if (info is DirectoryInfo { LinkTarget: null } sub)
            {
                if (!IsExcludedFolder(sub) && (!ignored || ignore!.HasExceptions))
                    Walk(sub, relative + "/", excludedPaths, ignore, found);
            }
            else if (!ignored && (info is DirectoryInfo || !IsExcludedFile(info.Name)))
                found(relative, info);
        }
    }

    private static bool IsExcludedFolder(DirectoryInfo folder) =>
        s_folders.Contains(folder.Name)
        || folder.Name.EndsWith(".egg-info", StringComparison.Ordinal)
        || File.Exists(Path.Combine(folder.FullName, "pyvenv.cfg"));

    private static bool IsExcludedFile(string name) =>
        s_files.Contains(name)
        || name.StartsWith(".env.", StringComparison.Ordinal)
        || s_endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static LinkEntry Link(string root, string path, FileSystemInfo info, string target)
    {
        var full = Path.GetFullPath(target, Path.GetDirectoryName(info.FullName)!);
        var relativeToRoot = Path.GetRelativePath(root, full);
        if (Path.IsPathRooted(relativeToRoot) || relativeToRoot.Split(Path.DirectorySeparatorChar)[0] == "..")
            throw ProjectErrors.LinkEscapes(info.FullName, target);
        return new LinkEntry(
            path,
            Path.GetRelativePath(Path.GetDirectoryName(info.FullName)!, full).Replace('\\', '/')
        );
    }
}
