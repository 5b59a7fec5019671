using PyContainers.Core.Common;
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
/// <param name="known">What uv has said to other projects of the build.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class RequirementsRestorer(
    UvTool tool, ProjectShape shape, string name, ProjectOptions options, string exportFile, UvAnswers known, ILog log)
{
    private readonly InterpreterInstaller _interpreters = new(tool, shape.Folder, known, log);

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
        PipSettings.Refuse(shape.Folder, Environment.GetEnvironmentVariable);
        var script = shape.Kind == ProjectKind.Script ? ScriptMetadata.Read(shape.File) : null;
        var project = new ProjectInfo(
            name, null, shape.Folder, shape.Folder, script?.RequiresPython ?? "", IsPackage: false, [], [],
            new RequirementSet(shape.Kind, shape.File, shape.File, Hashed: false, shape.Files));
        var request = PythonVersionFile.Request(options.PythonVersion, project);
        var interpreter = await _interpreters.InstallAsync(request, platforms, cancellation).ConfigureAwait(false);
        if (script is not null)
            await ExportAsync(script, request, interpreter, cancellation).ConfigureAwait(false);
        var (set, local) = shape.Kind switch
        {
            ProjectKind.Script => (OfScript(), []),
            ProjectKind.Pylock => OfPylock(),
            _ => await OfFilesAsync(interpreter, cancellation).ConfigureAwait(false),
        };
        return (project with { Requirements = set, LocalPackages = local }, interpreter);
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

    private RequirementSet OfScript() =>
        new(
            shape.Kind,
            shape.File,
            exportFile,
            Hashed: true,
            [.. new[] { shape.File, shape.ScriptLock }.Where(File.Exists)]
        );

    // Uv verifies a pylock's hashes without being asked.
    private (RequirementSet Set, IReadOnlyList<LocalPackage> Local) OfPylock()
    {
        var set = new RequirementSet(shape.Kind, shape.File, shape.File, Hashed: false, shape.Files);
        var pylock = PylockFile.Read(shape.File);
        if (pylock.Local.Count == 0)
            return (set, []);
        var rest = Path.Combine(Path.GetDirectoryName(exportFile)!, "pylock.rest.toml");
        AtomicFile.WriteIfDifferent(rest, pylock.Rest);
        return (set with { Install = rest, Full = shape.File }, pylock.Local);
    }

    // With hashes uv wants every distribution listed; without, it is asked what the list means.
    private async Task<(RequirementSet Set, IReadOnlyList<LocalPackage> Local)> OfFilesAsync(
        Interpreter interpreter, CancellationToken cancellation)
    {
        var file = RequirementsFile.Read(shape.Files);
        if (!file.Hashed)
            return await new RequirementsResolver(tool, shape, interpreter, exportFile, log)
                .ResolveAsync(file, options.Locked, cancellation)
                .ConfigureAwait(false);
        var install = shape.File;
        if (shape.Files.Count > 1)
            AtomicFile.WriteIfDifferent(
                install = exportFile, string.Concat(shape.Files.Select(one => $"-r {one}\n")));
        return (new RequirementSet(shape.Kind, shape.File, install, Hashed: true, file.Files), []);
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
