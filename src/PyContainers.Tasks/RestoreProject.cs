using Microsoft.Build.Framework;
using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Oci;
using PyContainers.Core.Projects;
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
    protected override async Task RunAsync()
    {
        var state = new BuildState(StateFolder);
        var tool = UvTool.Load(state.Uv);
        var shape = ProjectShape.Of(ProjectFolder);
        var options = new ProjectOptions(
            shape.Folder,
            Package,
            PythonVersion,
            Extras,
            DependencyGroups,
            Locked,
            UseBaseInterpreter ? FromBase(state) : null,
            Debug ? DebugVariant.Group : null
        );
        if (UseBaseInterpreter && shape.Kind != ProjectKind.Uv)
            throw ProjectErrors.InvalidProperty(
                "PyContainerInterpreter",
                "Base",
                "it needs a project with pyproject.toml and uv.lock."
            );
        Platform[] platforms = [.. RuntimeIdentifiers.Select(Platform.Of)];
        var (project, interpreter) =
            shape.Kind == ProjectKind.Uv
                ? await new ProjectRestorer(tool, options, platforms, BuildLog).RestoreAsync(Cancellation)
                : await new RequirementsRestorer(
                    tool,
                    shape,
                    ProjectName,
                    options,
                    state.Requirements,
                    BuildLog
                ).RestoreAsync(platforms, Cancellation);
        project.Save(state.Project);
        interpreter.Save(state.Interpreter);
        // Listed now, so that a lock of ours is among them.
        AtomicFile.WriteIfDifferent(state.ProjectFiles, string.Join('\n', ProjectManifests.Deciding(shape, project)));
        var configuring = ProjectManifests.Configuring(project).Where(File.Exists);
        AtomicFile.WriteIfDifferent(
            state.Configuration, string.Join('\n', configuring.Select(file => $"{file} {Digests.OfFile(file)}")));
        if (project.GroupsLeftOut.Count > 0)
            BuildLog.Step($"dependency groups not installed: {string.Join(", ", project.GroupsLeftOut)}");
        BuildLog.Step(
            $"{(project.Version is { } version ? $"{project.Name} {version}" : project.Name)}, Python "
                + $"{(UseBaseInterpreter ? interpreter.MinorVersion + " of the base image" : interpreter.Version)}"
        );
    }

    private BasePython FromBase(BuildState state) =>
        new(
            BaseImage,
            BaseInterpreters.CommonMinors(
                BaseImage,
                [
                    .. RuntimeIdentifiers.Select(runtimeIdentifier =>
                        File.ReadAllLines(state.For(runtimeIdentifier).BaseInterpreters)
                    ),
                ]
            )
        );
}
