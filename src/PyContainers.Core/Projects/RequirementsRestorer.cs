using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Oci;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>Restores a project without <c>uv.lock</c>: finds out what is to be installed, and installs the interpreters for it.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="shape">The project; not <see cref="ProjectKind.Uv"/>.</param>
/// <param name="name">The project's name: nothing in it says one.</param>
/// <param name="options">What the user says.</param>
/// <param name="exportFile">Where to write what a script needs.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed partial class RequirementsRestorer(UvTool tool, ProjectShape shape, string name, ProjectOptions options, string exportFile, ILog log)
{
    private readonly InterpreterInstaller _interpreters = new(tool, shape.Folder, log);

    /// <summary>Does all of it. Writes nothing into the user's folder.</summary>
    /// <param name="platforms">The image's platforms.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1xxx and PYC2xxx.</exception>
    public async Task<(ProjectInfo Project, Interpreter Interpreter)> RestoreAsync(IReadOnlyList<Platform> platforms, CancellationToken cancellation)
    {
        RefuseWhatNeedsAProject();
        var project = new ProjectInfo(name, null, shape.Folder, shape.Folder, "", IsPackage: false, [], [], Requirements());
        var request = PythonVersionFile.Request(options.PythonVersion, project);
        var interpreter = await _interpreters.InstallAsync(request, platforms, cancellation).ConfigureAwait(false);
        if (shape.Kind == ProjectKind.Script)
            interpreter = await ExportAsync(request, interpreter, platforms, cancellation).ConfigureAwait(false);
        return (project, interpreter);
    }

    private void RefuseWhatNeedsAProject()
    {
        (string Name, string Value)[] settings = [("PyContainerPackage", options.Package), ("PyContainerExtras", string.Join(';', options.Extras)), ("PyContainerDependencyGroups", string.Join(';', options.Groups))];
        foreach (var (setting, value) in settings.Where(setting => setting.Value.Length > 0))
            throw ProjectErrors.InvalidProperty(setting, value, $"it needs a 'pyproject.toml', but this project is '{Path.GetFileName(shape.File)}'.");
    }

    private RequirementSet Requirements()
    {
        if (shape.Kind == ProjectKind.Script)
            return new RequirementSet(shape.Kind, shape.File, exportFile, Hashed: true, [.. new[] { shape.File, shape.ScriptLock }.Where(File.Exists)]);
        if (shape.Kind == ProjectKind.Pylock)
            return new RequirementSet(shape.Kind, shape.File, shape.File, Hashed: false, [shape.File]); // uv verifies a pylock's hashes without being asked
        var file = RequirementsFile.Read(shape.File);
        if (!file.Hashed || file.Unpinned.Count > 0)
            log.Warning(ProjectErrors.NotReproducible(shape.File, file.Unpinned));
        return new RequirementSet(shape.Kind, shape.File, shape.File, file.Hashed, file.Files);
    }

    private async Task<Interpreter> ExportAsync(PythonRequest request, Interpreter interpreter, IReadOnlyList<Platform> platforms, CancellationToken cancellation)
    {
        var locked = File.Exists(shape.ScriptLock);
        if (!locked && options.Locked)
            throw ProjectErrors.LockMissing(shape.ScriptLock);
        if (!locked)
            log.Step($"{Path.GetFileName(shape.ScriptLock)} is missing: resolving without it (run 'uv lock --script {Path.GetFileName(shape.File)}' and commit the result so that everyone builds the same image)");

        var command = ProjectCommands.ExportScript(shape, locked, interpreter.HostPath, exportFile);
        var result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        if (WantsAnotherPython().Match(result.Error) is { Success: true } wanted)
        {
            // Only uv reads the script's metadata, so only its message says which Python it wants; it continues with another one anyway.
            if (request.AskedBy != PythonVersionFile.Newest)
                throw ProjectErrors.PythonNotAllowed($"{request.AskedBy} asks for Python {request.Version}, but the script's 'requires-python' is '{wanted.Groups["request"].Value}'.", shape.File);
            interpreter = await _interpreters.InstallAsync(new PythonRequest(wanted.Groups["request"].Value, "requires-python", shape.File), platforms, cancellation).ConfigureAwait(false);
            command = ProjectCommands.ExportScript(shape, locked, interpreter.HostPath, exportFile);
            result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        }

        return result.ExitCode == 0 ? interpreter : throw UvFailure.Read(command, result);
    }

    [GeneratedRegex("incompatible with the script's Python requirement: `(?<request>[^`]+)`", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WantsAnotherPython();
}
