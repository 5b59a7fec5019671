using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;

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

    /// <summary>Whether the application embeds Python.</summary>
    public bool IsEmbedded { get; set; }

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

    /// <summary>Full path of a folder to keep layers in instead of the user's cache; empty for that.</summary>
    public string LayersFolder { get; set; } = "";

    /// <summary>Seconds since 1970 for every entry's time; empty for the default. MSBuild makes a property of the
    /// variable.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>What these properties and items say.</summary>
    private protected LayersOptions Options() => new()
    {
        RuntimeIdentifier = RuntimeIdentifier,
        Paths = new ImagePaths(InterpreterPath, EnvironmentPath, AppPath),
        UseBaseInterpreter = UseBaseInterpreter,
        IsEmbedded = IsEmbedded,
        IncludeSources = IncludeSources,
        IncludePackageSources = IncludePackageSources,
        StaticFilesCollected = StaticFilesCollected,
        Include = IncludedItems.Of(Include),
        Excluded = ExcludedItems.Of(Excluded),
        Tools = PinnedTools.Of(Tools),
        WritableFolders = [.. WritableDirectories.SelectMany(MSBuildText.Lines)],
        User = User,
        PasswdEntry = PasswdEntry,
        CompileBytecode = CompileBytecode,
        Budget = LayerBudget,
        SourceDateEpoch = SourceDateEpoch,
        LayersFolder = LayersFolder,
    };
}
