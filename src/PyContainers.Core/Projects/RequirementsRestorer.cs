using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Oci;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>Restores a project without <c>uv.lock</c>: finds out what is to be installed, and installs the interpreters
/// for it.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="shape">The project; not <see cref="ProjectKind.Uv"/>.</param>
/// <param name="name">The project's name: nothing in it says one.</param>
/// <param name="options">What the user says.</param>
/// <param name="exportFile">Where to write what a script needs.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class RequirementsRestorer(
    UvTool tool, ProjectShape shape, string name, ProjectOptions options, string exportFile, ILog log)
{
    private readonly InterpreterInstaller _interpreters = new(tool, shape.Folder, log);

    /// <summary>Does all of it. Writes nothing into the user's folder.</summary>
    /// <param name="platforms">The image's platforms.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1xxx and PYC2xxx.</exception>
    public async Task<(ProjectInfo Project, Interpreter Interpreter)> RestoreAsync(
        IReadOnlyList<Platform> platforms,
        CancellationToken cancellation
    )
    {
        RefuseWhatNeedsAProject();
        var script = shape.Kind == ProjectKind.Script ? ScriptMetadata.Read(shape.File) : null;
        var project = new ProjectInfo(
            name, null, shape.Folder, shape.Folder, script?.RequiresPython ?? "", IsPackage: false, [], [],
            Requirements());
        var request = PythonVersionFile.Request(options.PythonVersion, project);
        var interpreter = await _interpreters.InstallAsync(request, platforms, cancellation).ConfigureAwait(false);
        if (script is not null)
            await ExportAsync(script, request, interpreter, cancellation).ConfigureAwait(false);
        return (project, interpreter);
    }

    private void RefuseWhatNeedsAProject()
    {
        (string Name, string Value)[] settings =
        [
            ("PyContainerPackage", options.Package),
            ("PyContainerExtras", string.Join(';', options.Extras)),
            ("PyContainerDependencyGroups", string.Join(';', options.Groups)),
        ];
        foreach (var (setting, value) in settings.Where(setting => setting.Value.Length > 0))
            throw ProjectErrors.InvalidProperty(
                setting,
                value,
                $"it needs a 'pyproject.toml', but this project is '{Path.GetFileName(shape.File)}'."
            );
    }

    private RequirementSet Requirements()
    {
        if (shape.Kind == ProjectKind.Script)
            return new RequirementSet(
                shape.Kind,
                shape.File,
                exportFile,
                Hashed: true,
                [.. new[] { shape.File, shape.ScriptLock }.Where(File.Exists)]
            );
        if (shape.Kind == ProjectKind.Pylock)
            // Uv verifies a pylock's hashes without being asked.
            return new RequirementSet(shape.Kind, shape.File, shape.File, Hashed: false, [shape.File]);
        var file = RequirementsFile.Read(shape.File);
        if (!file.Hashed || file.Unpinned.Count > 0)
            log.Warning(ProjectErrors.NotReproducible(shape.File, file.Unpinned));
        return new RequirementSet(shape.Kind, shape.File, shape.File, file.Hashed, file.Files);
    }

    private async Task ExportAsync(
        ScriptMetadata script, PythonRequest request, Interpreter interpreter, CancellationToken cancellation)
    {
        var (locked, name) = (File.Exists(shape.ScriptLock), Path.GetFileName(shape.File));
        if (!locked && options.Locked)
            throw ProjectErrors.LockMissing(shape.ScriptLock);
        if (!locked)
            log.Step($"{name}.lock is missing: resolving without it "
                + $"(run 'uv lock --script {name}' and commit the result so that everyone builds the same image)");

        var command = ProjectCommands.ExportScript(shape, locked, interpreter.HostPath, exportFile);
        var result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        // Only uv compares versions. It says that they contradict each other and continues anyway.
        if (result.Error.Contains("incompatible with the script's Python requirement", StringComparison.Ordinal))
            throw ProjectErrors.PythonNotAllowed($"{request.AskedBy} asks for Python {request.Version}, "
                + $"but the script's 'requires-python' is '{script.RequiresPython}'.", shape.File);
        if (result.ExitCode != 0)
            throw UvFailure.Read(command, result);
    }
}
