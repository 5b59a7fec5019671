using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Cache;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Stages;

/// <summary>What the layers of one platform are made of: what the stages before wrote, and what the user
/// says.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
public sealed class LayersInput(BuildState state, LayersOptions options)
{
    private readonly PlatformState _platform = state.For(options.RuntimeIdentifier);

    private readonly ProjectInfo _project = state.Project.Read();

    private ApplicationContent? _content;

    /// <summary>The application's folder: what of it is in the image, and what is left out.</summary>
    /// <inheritdoc cref="ApplicationFiles.Of" path="/exception"/>
    public ApplicationContent Content =>
        _content ??= new ApplicationFiles(
            options.Paths.App, options.IncludeSources, options.IncludePackageSources
        ).Of(_project, options.Excluded);

    /// <summary>The user's cache, and the offline kit's layers; or the folder that is used instead.</summary>
    public LayerCache Cache() => options.LayersFolder.Length > 0
        ? new LayerCache(options.LayersFolder, TimeProvider.System)
        : state.UserLayers();

    /// <summary>Everything the layers are made of.</summary>
    /// <exception cref="PyContainersException">PYC2014, and what the application's files can cause.</exception>
    public LayersRequest Request()
    {
        var interpreter = state.Interpreter.Read();
        var (paths, user, reserved) = (options.Paths, ImageUser.Parse(options.User), options.Reserved);
        return new LayersRequest
        {
            Project = _project,
            Interpreter = interpreter,
            InterpreterArchive = options.UseBaseInterpreter ? null : interpreter.Archives[options.RuntimeIdentifier],
            BaseInterpreter = options.UseBaseInterpreter
                ? BaseInterpreters.Find(File.ReadAllLines(_platform.BaseInterpreters), interpreter.MinorVersion)
                : null,
            IsEmbedded = options.IsEmbedded,
            EnvironmentFolder = _platform.Environment,
            TakenOver = _platform.Found.TryRead()?.Layers ?? [],
            Paths = paths,
            Below = Below(user),
            AppEntries = IncludedFiles.Over(
                [
                    .. Application(),
                    .. options.PasswdEntry
                        ? UserName.Entries(_platform.BaseFacts.Read(), user, paths.App)
                        : [],
                ],
                options.Include.Select(file => file.In(_project.Folder, reserved))),
            Tools = [.. options.Tools.Select(tool => StagedTool.Of(tool, _platform.Tools))],
            WritableFolders =
            [
                .. options.WritableFolders.Select(folder =>
                    new DirectoryEntry(reserved.Writable(folder).Relative) { Writer = user.Uid }),
            ],
            CompileBytecode = options.CompileBytecode,
            Budget = options.Budget > 0 ? options.Budget : LayerPlanner.DefaultBudget,
            Time = LayerTime.Parse(options.SourceDateEpoch),
        };
    }

    private BaseTree Below(ImageUser user)
    {
        var (tree, paths) = (_platform.BaseTree.TryRead() ?? BaseTree.Empty, options.Paths);
        string[] wanted = options.UseBaseInterpreter
            ? [paths.App, paths.Environment + "/bin"]
            : [paths.App, paths.Environment + "/bin", paths.Interpreter + "/bin"];
        foreach (var path in wanted)
        {
            if (tree.Closed(path, user.Uid, user.Gid) is { } closed)
                throw LayerErrors.Unreachable(
                    path, closed.Path, $"0{Convert.ToString(closed.Mode, 8)} {closed.Uid}:{closed.Gid}", $"{user}");
        }

        return tree;
    }

    private IReadOnlyList<LayerEntry> Application() =>
        options.StaticFilesCollected
            ? new DjangoStaticFiles(_platform.Static).AddTo(Content.Entries)
            : Content.Entries;
}
