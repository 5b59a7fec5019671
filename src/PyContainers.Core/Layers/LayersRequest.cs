using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Layers;

/// <summary>Everything the layers of one image are made of.</summary>
public sealed record LayersRequest
{
    /// <summary>The project.</summary>
    public required ProjectInfo Project { get; init; }

    /// <summary>The interpreter that compiles, and whose version the image has.</summary>
    public required Interpreter Interpreter { get; init; }

    /// <summary>The interpreter's archive for the image's platform; null when <see cref="BaseInterpreter"/> says which
    /// one the image has.</summary>
    public required VerifiedArchive? InterpreterArchive { get; init; }

    /// <summary>Full path of the base's interpreter, ex: <c>/usr/bin/python3.11</c>; null for one of ours.</summary>
    public string? BaseInterpreter { get; init; }

    /// <summary>Whether something outside these layers embeds Python, and so needs the interpreter's shared
    /// library.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>The environment that uv filled.</summary>
    public required string EnvironmentFolder { get; init; }

    /// <summary>Layers below the project's own packages that an earlier image has; empty when they are to be made. With
    /// some, the environment holds local packages only.</summary>
    public IReadOnlyList<WrittenLayer> TakenOver { get; init; } = [];

    /// <summary>What the layers lie on.</summary>
    public BaseTree Below { get; init; } = BaseTree.Empty;

    /// <summary>Where things lie in the image.</summary>
    public ImagePaths Paths { get; init; } = new();

    /// <summary>Files of an application that is not a package, and files the user adds.</summary>
    public IReadOnlyList<LayerEntry> AppEntries { get; init; } = [];

    /// <summary>Programs beside the application.</summary>
    public IReadOnlyList<StagedTool> Tools { get; init; } = [];

    /// <summary>Folders that the runtime user may write to.</summary>
    public IReadOnlyList<DirectoryEntry> WritableFolders { get; init; } = [];

    /// <summary>Whether bytecode goes in: with a read-only root it could never be cached at run time.</summary>
    public bool CompileBytecode { get; init; } = true;

    /// <summary>How many layers at most.</summary>
    public int Budget { get; init; } = LayerPlanner.DefaultBudget;

    /// <summary>The time of every entry.</summary>
    public DateTimeOffset Time { get; init; } = LayerTime.Default;
}
