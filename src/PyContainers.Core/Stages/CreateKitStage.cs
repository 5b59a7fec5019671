using System.Text;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Kits;
using PyContainers.Core.Tar;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>Makes an offline kit of what the stages before have fetched and made for every platform.</summary>
/// <param name="output"><c>PyContainerKitOutput</c>: the kit's folder, as a full path.</param>
/// <param name="projects">What the kit is for; the first one's uv is in it. One cache of uv was filled for all of
/// them.</param>
/// <param name="log">Gets a line for each part.</param>
public sealed class CreateKitStage(string output, IReadOnlyList<KitProject> projects, ILog log)
{
    private readonly UvTool _tool = projects[0].Tool;

    /// <summary>Makes it, or makes it what it has to be now.</summary>
    /// <param name="cancellation">Ends it; a kit that was there stays whole.</param>
    /// <exception cref="PyContainersException">PYC1031, PYC1033, and what fetching an interpreter or a layer
    /// says.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        RefuseOtherUv();
        var defaultImage = DefaultImage();
        var writer = KitWriter.Open(output, log);
        var host = UvLocator.Host;
        var uv = writer.Add(
            "uv-" + host, [new FileEntry(KitLayout.UvIn(host), _tool.Path, Executable: true)], cancellation);
        writer.Complete(new KitFile(
            KitFile.OfParts,
            new(StringComparer.Ordinal) { ["version"] = _tool.Version, [host] = uv },
            writer.Add("wheels", Wheels(cancellation), cancellation),
            PythonDownloads: null,
            PythonArchives: null,
            writer.Add("python", await PythonAsync(host, cancellation).ConfigureAwait(false), cancellation),
            writer.Add("images", Images(cancellation), cancellation),
            writer.Add("layers", Layers(), cancellation),
            defaultImage,
            Parts: null));
        var names = projects.Select(one => one.Project.Name);
        var platforms = projects.SelectMany(one => one.RuntimeIdentifiers).Distinct(StringComparer.Ordinal);
        log.Notice(
            $"offline kit of {string.Join(", ", names)} for {string.Join(", ", platforms)}, used on {host}: "
                + $"{Megabytes.Of(writer.Size)} MB in '{output}'");
    }

    // What it keeps has the form of one uv's cache.
    private void RefuseOtherUv()
    {
        if (projects.FirstOrDefault(one => one.Tool.Version != _tool.Version) is { } other)
            throw KitErrors.Differ(
                "uv", (projects[0].Project.Name, _tool.Version), (other.Project.Name, other.Tool.Version),
                "Set PyContainerUvVersion for all of them, or make a kit for each.");
    }

    // A project that names no base takes the kit's: it has to be the one that it would have without.
    private string DefaultImage()
    {
        var unnamed = projects.Where(one => !one.NamesBase).ToList();
        if (unnamed.Find(one => one.BaseImage != unnamed[0].BaseImage) is { } other)
            throw KitErrors.Differ(
                "default base image", (unnamed[0].Project.Name, unnamed[0].BaseImage),
                (other.Project.Name, other.BaseImage), "Set ContainerBaseImage in one of them.");
        return unnamed is [var first, ..] ? first.BaseImage : projects[0].BaseImage;
    }

    // For this host too: an environment is filled by an interpreter that runs here.
    private async Task<IReadOnlyList<LayerEntry>> PythonAsync(string host, CancellationToken cancellation)
    {
        var kept = new List<KeptPython>();
        foreach (var project in projects)
        {
            var interpreter = project.State.Interpreter.Read();
            kept.AddRange(await new InterpreterInstaller(project.Tool, project.Project.WorkspaceRoot, new(), log)
                .ArchivesAsync(interpreter.Version, [.. interpreter.Archives.Keys, host], cancellation)
                .ConfigureAwait(false));
        }

        var archives = kept.Select(one => one.Archive.Path).Distinct(StringComparer.Ordinal);
        var list = KeptPython.ListOf(kept.DistinctBy(one => one.Download.Key, StringComparer.Ordinal));
        return
        [
            new BytesEntry(KitLayout.Downloads, Encoding.UTF8.GetBytes(list)),
            .. archives.Select(path =>
                new FileEntry($"{KitLayout.Archives}/{Path.GetFileName(path)}", path, Executable: false)),
        ];
    }

    private IReadOnlyList<LayerEntry> Wheels(CancellationToken cancellation)
    {
        var cache = _tool.UvCache ?? _tool.Kit!.UvCache!;
        var installed = projects.SelectMany(one => one.Installed())
            .GroupBy(one => one.Name, one => one.Version, StringComparer.Ordinal)
            .ToDictionary(
                one => one.Key, one => (IReadOnlySet<string>)one.ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal);
        HashSet<string>? names = null;
        // A cache that was filled for this kit has nothing else.
        if (_tool.UvCache is null)
            names =
            [
                .. installed.Keys,
                .. BuildRequirements.Closure(cache, projects.SelectMany(one => one.BuildSystems())),
            ];
        return new UvCacheContent(cache, new WantedDistributions(installed, names)).Entries(cancellation);
    }

    private IEnumerable<LayerEntry> Images(CancellationToken cancellation) =>
        projects.GroupBy(one => one.BaseImage, StringComparer.Ordinal).SelectMany(users =>
            new LayoutContent(users.First().Base).Entries(
                KitLayout.ImageFolder(users.Key),
                [.. users.SelectMany(one => one.RuntimeIdentifiers).Distinct(StringComparer.Ordinal)],
                cancellation));

    private IEnumerable<LayerEntry> Layers() =>
        projects.SelectMany(one => one.LayerFiles()).DistinctBy(one => one.Path, StringComparer.Ordinal)
            .Select(one => new FileEntry(one.Path, one.File, Executable: false));
}
