using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Oci;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>Inspects the project, asserts or creates its lock, and installs the interpreters.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class RestoreProjectStage(BuildState state, RestoreProjectOptions options, ILog log)
{
    /// <summary>What uv has said to other projects of the build.</summary>
    public UvAnswers Known { get; init; } = new();

    /// <summary>Writes down what the project is and which interpreters it has.</summary>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1xxx, PYC2xxx, PYC3036, PYC3037.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var shape = ProjectShape.Of(options.ProjectFolder);
        var before = States(shape, state.Project.TryRead());
        var (project, interpreter) = await RestoreAsync(shape, cancellation);
        state.Project.Write(project);
        state.Interpreter.Write(interpreter);
        // Listed now, so that a lock of ours is among them; but somebody may have changed another one meanwhile.
        var after = States(shape, project)
            .Select(file => file.Key == ProjectManifests.Lock(project) || file.Key == shape.ScriptLock
                ? file.Value
                : before.GetValueOrDefault(file.Key, file.Value));
        AtomicFile.WriteIfDifferent(state.ProjectFiles, string.Join('\n', after));
        var configuring = ProjectManifests.Configuring(project).Where(File.Exists);
        AtomicFile.WriteIfDifferent(
            state.Configuration, string.Join('\n', configuring.Select(file => $"{file} {Digests.OfFile(file)}")));
        if (project.GroupsLeftOut.Count > 0)
            log.Step($"dependency groups not installed: {string.Join(", ", project.GroupsLeftOut)}");
        log.Step(
            $"{(project.Version is { } version ? $"{project.Name} {version}" : project.Name)}, Python "
                + (options.UseBaseInterpreter ? interpreter.MinorVersion + " of the base image" : interpreter.Version));
    }

    private Dictionary<string, string> States(ProjectShape shape, ProjectInfo? project)
    {
        var files = ProjectManifests.Deciding(shape, project);
        return files.Zip(FileStates.Of(files, BuildState.LargeFiles(state.ProjectFiles)))
            .ToDictionary(file => file.First, file => file.Second, StringComparer.Ordinal);
    }

    private Task<(ProjectInfo Project, Interpreter Interpreter)> RestoreAsync(
        ProjectShape shape, CancellationToken cancellation)
    {
        var tool = state.Uv.Read();
        var project = new ProjectOptions(
            shape.Folder, options.Package, options.PythonVersion, options.Extras, options.DependencyGroups,
            options.Locked, options.UseBaseInterpreter ? FromBase() : null,
            options.Debug ? DebugVariant.Group : null);
        if (options.UseBaseInterpreter && shape.Kind != ProjectKind.Uv)
            throw ProjectErrors.InvalidProperty(
                "PyContainerInterpreter", "Base", "it needs a project with pyproject.toml and uv.lock.");
        Platform[] platforms = [.. options.RuntimeIdentifiers.Select(Platform.Of)];
        return shape.Kind == ProjectKind.Uv
            ? new ProjectRestorer(tool, project, platforms, Known, log).RestoreAsync(cancellation)
            : new RequirementsRestorer(tool, shape, options.ProjectName, project, state.Requirements, Known, log)
                .RestoreAsync(platforms, cancellation);
    }

    private BasePython FromBase()
    {
        var interpreters = options.RuntimeIdentifiers.Select(runtimeIdentifier =>
            (IReadOnlyList<string>)File.ReadAllLines(state.For(runtimeIdentifier).BaseInterpreters));
        return new(options.BaseImage, BaseInterpreters.CommonMinors(options.BaseImage, [.. interpreters]));
    }
}
