namespace PyContainers.Core.Stages;

/// <summary>What the user says about the project. Empty means: not said.</summary>
public sealed record RestoreProjectOptions
{
    /// <summary><c>PyContainerProject</c>: the folder of <c>pyproject.toml</c>, or the file of another shape of
    /// project. A full path.</summary>
    public required string ProjectFolder { get; init; }

    /// <summary>The image's platforms, ex: <c>linux-x64</c>.</summary>
    public required IReadOnlyList<string> RuntimeIdentifiers { get; init; }

    /// <summary>The name of a project that has none of its own.</summary>
    public string ProjectName { get; init; } = "";

    /// <summary>The workspace member.</summary>
    public string Package { get; init; } = "";

    /// <summary>The Python version.</summary>
    public string PythonVersion { get; init; } = "";

    /// <summary>Extras to include.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>Dependency groups to include.</summary>
    public IReadOnlyList<string> DependencyGroups { get; init; } = [];

    /// <summary>Whether the image is a debug variant.</summary>
    public bool Debug { get; init; }

    /// <summary>Whether a missing lock is an error.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether the image's interpreter is the base's own.</summary>
    public bool UseBaseInterpreter { get; init; }

    /// <summary>The base image's name for messages.</summary>
    public string BaseImage { get; init; } = "";
}
