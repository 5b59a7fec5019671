using System.Text;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Kits;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about a kit.</summary>
/// <param name="Output"><c>PyContainerKitOutput</c>: the kit's folder, as a full path.</param>
/// <param name="RuntimeIdentifiers">The image's platforms.</param>
/// <param name="BaseImage">The base image's name.</param>
public sealed record CreateKitOptions(string Output, IReadOnlyList<string> RuntimeIdentifiers, string BaseImage);

/// <summary>Makes an offline kit of what the stages before have fetched for every platform.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
/// <param name="source">Where the base is.</param>
/// <param name="log">Gets a line for each part.</param>
public sealed class CreateKitStage(BuildState state, CreateKitOptions options, BaseSource source, ILog log)
{
    private readonly UvTool _tool = state.Uv.Read();
    private readonly ProjectInfo _project = state.Project.Read();

    /// <summary>Makes it, or makes it what it has to be now.</summary>
    /// <param name="cancellation">Ends it; a kit that was there stays whole.</param>
    /// <exception cref="PyContainersException">PYC1031, and what fetching an interpreter or a layer says.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var writer = KitWriter.Open(options.Output, log);
        var host = UvLocator.Host;
        var uv = writer.Add(
            "uv-" + host, [new FileEntry(KitLayout.UvIn(host), _tool.Path, Executable: true)], cancellation);
        var python = writer.Add("python", await PythonAsync(host, cancellation).ConfigureAwait(false), cancellation);
        var wheels = writer.Add("wheels", Wheels(cancellation), cancellation);
        var folder = KitLayout.ImageFolder(options.BaseImage);
        var images = writer.Add(
            "images",
            new LayoutContent(source).Entries(folder, options.RuntimeIdentifiers, cancellation),
            cancellation);
        writer.Complete(
            new(StringComparer.Ordinal) { ["version"] = _tool.Version, [host] = uv }, wheels, python, images,
            options.BaseImage);
        log.Notice(
            $"offline kit of {_project.Name} for {string.Join(", ", options.RuntimeIdentifiers)}, used on {host}: "
                + $"{Megabytes.Of(writer.Size)} MB in '{options.Output}'");
    }

    // For this host too: an environment is filled by an interpreter that runs here.
    private async Task<IReadOnlyList<LayerEntry>> PythonAsync(string host, CancellationToken cancellation)
    {
        var interpreter = state.Interpreter.Read();
        var kept = await new InterpreterInstaller(_tool, _project.WorkspaceRoot, new UvAnswers(), log)
            .ArchivesAsync(interpreter.Version, [.. interpreter.Archives.Keys, host], cancellation)
            .ConfigureAwait(false);
        var archives = kept.Select(one => one.Archive.Path).Distinct(StringComparer.Ordinal);
        return
        [
            new BytesEntry(KitLayout.Downloads, Encoding.UTF8.GetBytes(KeptPython.ListOf(kept))),
            .. archives.Select(path =>
                new FileEntry($"{KitLayout.Archives}/{Path.GetFileName(path)}", path, Executable: false)),
        ];
    }

    private IReadOnlyList<LayerEntry> Wheels(CancellationToken cancellation)
    {
        var cache = _tool.UvCache ?? _tool.Kit!.UvCache!;
        var installed = Installed()
            .GroupBy(one => one.Name, one => one.Version, StringComparer.Ordinal)
            .ToDictionary(
                one => one.Key, one => (IReadOnlySet<string>)one.ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal);
        HashSet<string>? names = null;
        // A cache that was filled for this kit has nothing else.
        if (_tool.UvCache is null)
            names = [.. installed.Keys, .. BuildRequirements.Closure(cache, BuildSystems())];
        return new UvCacheContent(cache, new WantedDistributions(installed, names)).Entries(cancellation);
    }

    private IEnumerable<(string Name, string Version)> Installed()
    {
        var platforms = options.RuntimeIdentifiers.Select(state.For);
        var folders = platforms.SelectMany(platform => Directory.Exists(platform.Tools)
            ? [platform.Environment, .. Directory.EnumerateDirectories(platform.Tools)]
            : new[] { platform.Environment });
        return folders.SelectMany(StagingEnvironment.VersionsIn);
    }

    private IEnumerable<string> BuildSystems() =>
        _project.LocalPackages.SelectMany(package => Pyproject.BuildRequirementsIn(package.Folder));
}
