using Microsoft.Build.Framework;
using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Cache;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using PyContainers.Core.Uv;

namespace PyContainers.Tasks;

/// <summary>What the layers of one platform are made of: what the stages before wrote, and the user's properties and
/// items.</summary>
public abstract class LayersTask : PlatformTask
{
    /// <summary>The environment's path in the image, ex: <c>/app/.venv</c>.</summary>
    [Required]
    public string EnvironmentPath { get; set; } = "";

    /// <summary>The interpreter's path in the image, ex: <c>/opt/python</c>.</summary>
    [Required]
    public string InterpreterPath { get; set; } = "";

    /// <summary>Whether the image's interpreter is the base's own: then none is added.</summary>
    public bool UseBaseInterpreter { get; set; }

    /// <summary>The application's path in the image, ex: <c>/app</c>.</summary>
    [Required]
    public string AppPath { get; set; } = "";

    /// <summary>Whether the sources of a project that is not a package are the application.</summary>
    public bool IncludeSources { get; set; } = true;

    /// <summary>Whether a package's files lie in <see cref="AppPath"/> besides the installed package.</summary>
    public bool IncludePackageSources { get; set; }

    /// <summary>Whether a Django site's static files have been collected.</summary>
    public bool StaticFilesCollected { get; set; }

    /// <summary>Files to add. Metadata <c>TargetPath</c>: in the image, absolute or relative to <see cref="AppPath"/>;
    /// otherwise <c>Link</c>, or the path below the project.</summary>
    public ITaskItem[] Include { get; set; } = [];

    /// <summary>Files and folders to leave out.</summary>
    public ITaskItem[] Excluded { get; set; } = [];

    /// <summary><c>PyContainerTool</c>: programs beside the application, already installed.</summary>
    public ITaskItem[] Tools { get; set; } = [];

    /// <summary>Folders in the image that the user may write to.</summary>
    public string[] WritableDirectories { get; set; } = [];

    /// <summary>The owner of those folders, <c>uid:gid</c>.</summary>
    [Required]
    public string User { get; set; } = "";

    /// <summary>Whether the user gets a name in the image's <c>/etc/passwd</c> if it has none.</summary>
    public bool PasswdEntry { get; set; }

    /// <summary>Whether bytecode goes in.</summary>
    public bool CompileBytecode { get; set; } = true;

    /// <summary>How many layers at most; 0 for the default.</summary>
    public int LayerBudget { get; set; }

    /// <summary>Seconds since 1970 for every entry's time; empty for the default. MSBuild makes a property of the
    /// variable.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>The user's cache.</summary>
    private protected LayerCache Cache() =>
        new(LayerCache.FolderIn(UvTool.Load(State.Uv).CacheFolder), TimeProvider.System);

    /// <summary>The application's folder; known after <see cref="Request"/>.</summary>
    private protected ApplicationContent Content { get; private set; } = ApplicationContent.Empty;

    private ImagePaths Paths => new(InterpreterPath, EnvironmentPath, AppPath);

    /// <summary>Everything the layers are made of.</summary>
    private protected LayersRequest Request()
    {
        var project = ProjectInfo.Load(State.Project);
        var interpreter = Interpreter.Load(State.Interpreter);
        var user = ImageUser.Parse(User);
        return new LayersRequest
        {
            Project = project,
            Interpreter = interpreter,
            InterpreterArchive = UseBaseInterpreter ? null : interpreter.Archives[RuntimeIdentifier],
            BaseInterpreter = UseBaseInterpreter
                ? BaseInterpreters.Find(File.ReadAllLines(Platform.BaseInterpreters), interpreter.MinorVersion)
                : null,
            EnvironmentFolder = Platform.Environment,
            TakenOver = FoundDependencies.Load(Platform.Found)?.Layers ?? [],
            Paths = Paths,
            AppEntries =
            [
                .. Application(project),
                .. Include.Select(item => Included(item, project.Folder)),
                .. PasswdEntry ? UserName.Entries(BaseImageFacts.Load(Platform.BaseFacts)!, user, AppPath) : [],
            ],
            Tools = [.. PinnedTools.Of(Tools).Select(tool => StagedTool.Of(tool, Platform.Tools))],
            WritableFolders =
                [.. WritableDirectories.Select(folder => new DirectoryEntry(Paths.Of(folder), user.Uid, user.Gid))],
            CompileBytecode = CompileBytecode,
            Budget = LayerBudget > 0 ? LayerBudget : LayerPlanner.DefaultBudget,
            Time = LayerTime.Parse(SourceDateEpoch),
        };
    }

    private IReadOnlyList<LayerEntry> Application(ProjectInfo project)
    {
        Content = new ApplicationFiles(AppPath, IncludeSources, IncludePackageSources).Of(
            project,
            ExcludedItems.Of(Excluded)
        );
        return StaticFilesCollected ? new DjangoStaticFiles(Platform.Static).AddTo(Content.Entries) : Content.Entries;
    }

    private FileEntry Included(ITaskItem item, string projectFolder)
    {
        var source = item.GetMetadata("FullPath");
        var target =
            new[] { item.GetMetadata("TargetPath"), item.GetMetadata("Link") }.FirstOrDefault(path => path.Length > 0)
            ?? Path.GetRelativePath(projectFolder, source);
        target = target.Replace('\\', '/');
        return target.Split('/').Contains("..")
            ? throw ProjectErrors.InvalidProperty(
                "PyContainerInclude",
                item.ItemSpec,
                "it is outside the project, so it needs a TargetPath in the image."
            )
            : new FileEntry(Paths.Of(target), source);
    }
}
