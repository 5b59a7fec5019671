using PyContainers.Core.Applications;
using PyContainers.Core.Environments;
using PyContainers.Core.Layers;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the layers of one platform.</summary>
public sealed record LayersOptions
{
    /// <summary>The image's platform, ex: <c>linux-x64</c>.</summary>
    public required string RuntimeIdentifier { get; init; }

    /// <summary>Where things lie in the image.</summary>
    public required ImagePaths Paths { get; init; }

    /// <summary>Whether the image's interpreter is the base's own: then none is added.</summary>
    public bool UseBaseInterpreter { get; init; }

    /// <summary>Whether the application embeds Python.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Whether the sources of a project that is not a package are the application.</summary>
    public bool IncludeSources { get; init; } = true;

    /// <summary>Whether a package's files lie in the application's folder besides the installed package.</summary>
    public bool IncludePackageSources { get; init; }

    /// <summary>Whether a Django site's static files have been collected.</summary>
    public bool StaticFilesCollected { get; init; }

    /// <summary>Files to add.</summary>
    public IReadOnlyList<IncludedFile> Include { get; init; } = [];

    /// <summary>Files and folders to leave out.</summary>
    public ExcludedPaths Excluded { get; init; } = ExcludedPaths.None;

    /// <summary>Programs beside the application, already installed.</summary>
    public IReadOnlyList<PinnedTool> Tools { get; init; } = [];

    /// <summary>Folders in the image that the user may write to, absolute or relative to the application's.</summary>
    public IReadOnlyList<string> WritableFolders { get; init; } = [];

    /// <summary>Where nothing of the user's goes.</summary>
    public ReservedPaths Reserved =>
        new(Paths, OwnInterpreter: !UseBaseInterpreter, Tools.Count > 0 ? ToolsLayer.Folder : null);

    /// <summary>The owner of those folders, <c>uid:gid</c>.</summary>
    public required string User { get; init; }

    /// <summary>Whether the user gets a name in the image's <c>/etc/passwd</c> if it has none.</summary>
    public bool PasswdEntry { get; init; }

    /// <summary>Whether bytecode goes in.</summary>
    public bool CompileBytecode { get; init; } = true;

    /// <summary>How many layers at most; 0 for <see cref="LayerPlanner.DefaultBudget"/>.</summary>
    public int Budget { get; init; }

    /// <summary>Seconds since 1970 for every entry's time; empty for the default.</summary>
    public string SourceDateEpoch { get; init; } = "";

    /// <summary>Full path of a folder to keep layers in instead of the user's cache; empty for that.</summary>
    public string LayersFolder { get; init; } = "";
}
