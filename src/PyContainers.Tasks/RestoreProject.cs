using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using PyContainers.Core.Uv;

namespace PyContainers.Tasks;

/// <summary>Stages 2 to 4: inspects the project, asserts or creates its lock, and installs the interpreters.</summary>
public sealed class RestoreProject : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary><c>PyContainerProject</c>: the folder of <c>pyproject.toml</c>, or the file of another shape of
    /// project. A full path.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>The image's platforms, ex: <c>linux-x64</c>.</summary>
    [Required]
    public string[] RuntimeIdentifiers { get; set; } = [];

    /// <summary>The name of a project that has none of its own.</summary>
    public string ProjectName { get; set; } = "";

    /// <summary><c>PyContainerPackage</c>, or empty.</summary>
    public string Package { get; set; } = "";

    /// <summary><c>PyContainerPythonVersion</c>, or empty.</summary>
    public string PythonVersion { get; set; } = "";

    /// <summary><c>PyContainerExtras</c>.</summary>
    public string[] Extras { get; set; } = [];

    /// <summary><c>PyContainerDependencyGroups</c>.</summary>
    public string[] DependencyGroups { get; set; } = [];

    /// <summary>Whether the image is a debug variant.</summary>
    public bool Debug { get; set; }

    /// <summary>Whether a missing lock is an error.</summary>
    public bool Locked { get; set; }

    /// <summary>Whether the image's interpreter is the base's own.</summary>
    public bool UseBaseInterpreter { get; set; }

    /// <summary>The base image's name for messages.</summary>
    public string BaseImage { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "checking the lockfile and the interpreter";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new RestoreProjectOptions
        {
            ProjectFolder = ProjectFolder,
            RuntimeIdentifiers = RuntimeIdentifiers,
            ProjectName = ProjectName,
            Package = Package,
            PythonVersion = PythonVersion,
            Extras = MSBuildText.Names(Extras),
            DependencyGroups = MSBuildText.Names(DependencyGroups),
            Debug = Debug,
            Locked = Locked,
            UseBaseInterpreter = UseBaseInterpreter,
            BaseImage = BaseImage,
        };
        var stage = new RestoreProjectStage(new BuildState(StateFolder), options, BuildLog)
        {
            Known = BuildObjects.Shared(BuildEngine, () => new UvAnswers()),
        };
        return stage.RunAsync(Cancellation);
    }
}
