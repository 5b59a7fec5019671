using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Oci;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>What the user says about the project. Empty means: not said.</summary>
/// <param name="Folder">The folder of <c>pyproject.toml</c>.</param>
/// <param name="Package">The workspace member, or empty.</param>
/// <param name="PythonVersion">The Python version, or empty.</param>
/// <param name="Extras">Extras to include.</param>
/// <param name="Groups">Dependency groups to include.</param>
/// <param name="Locked">Whether a missing lock is an error.</param>
/// <param name="Base">The base's Python, when that is to be the image's; null for a managed one.</param>
/// <param name="OptionalGroup">A dependency group that is included if the project defines it, or null.</param>
public sealed record ProjectOptions(
    string Folder, string Package, string PythonVersion, IReadOnlyList<string> Extras, IReadOnlyList<string> Groups,
    bool Locked, BasePython? Base = null, string? OptionalGroup = null);

/// <summary>Inspects a project, asserts or creates its lock, and installs the interpreters for it.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="options">What the user says.</param>
/// <param name="platforms">The image's platforms.</param>
/// <param name="known">What uv has said to other projects of the build.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed partial class ProjectRestorer(
    UvTool tool, ProjectOptions options, IReadOnlyList<Platform> platforms, UvAnswers known, ILog log)
{
    /// <summary>Does all of it. Writes nothing into the user's folder but a lock that was missing.</summary>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1xxx and PYC2xxx.</exception>
    public async Task<(ProjectInfo Project, Interpreter Interpreter)> RestoreAsync(CancellationToken cancellation)
    {
        var pyproject = ReadPyproject();
        var root = await RootAsync(pyproject, cancellation);
        var isLocked = File.Exists(Path.Combine(root, "uv.lock"));
        var interpreter = isLocked ? null : await CreateLockAsync(pyproject, root, cancellation);

        var metadata = await AskAsync(
            ProjectCommands.WorkspaceMetadata(root), WorkspaceMetadata.Parse, cancellation);
        var package = options.Package.Length == 0 ? null : options.Package;
        var project = ProjectReader.Read(
            metadata, options.Folder, package, options.Extras, options.Groups, options.OptionalGroup);
        var chosen = HostPath.AreSame(project.File, pyproject.File) ? pyproject : Pyproject.Read(project.File);
        chosen.Require(options.Extras, options.Groups);
        if (chosen.Scripts.Count > 0 && !project.IsPackage)
            log.Step($"[project.scripts] is not installed: '{project.Name}' is not a package (no [build-system]?)");

        interpreter ??= await InstallAsync(
            PythonVersionFile.Request(options.PythonVersion, project), root, cancellation);
        if (isLocked)
            await AskAsync(
                ProjectCommands.LockCheck(root, interpreter.HostPath, chosen.File), _ => metadata, cancellation);
        return (project with
        {
            Description = ProjectDescription.Of(chosen),
            ScriptsLeftOut = project.IsPackage ? [] : chosen.Scripts,
        }, interpreter);
    }

    // The workspace that lists the project is the one that locks it, however far up it is. A project with a lock of its
    // own is taken at its word where uv would do the same.
    private async Task<string> RootAsync(Pyproject pyproject, CancellationToken cancellation)
    {
        var isLocked = File.Exists(Path.Combine(options.Folder, "uv.lock"));
        foreach (var (root, includes) in UvWorkspace.Above(options.Folder))
        {
            var isHidden = UvWorkspace.IsHidden(options.Folder, root);
            if (isLocked && (isHidden || pyproject.Workspace is not null) || !(includes ?? await HasAsync(root)))
                continue;
            if (pyproject.Workspace is not null)
                throw ProjectErrors.NestedWorkspace(pyproject.File, Path.Combine(root, Pyproject.FileName));
            if (isHidden)
                log.Step($"a member of the workspace '{root}', whose uv.lock counts");
            return root;
        }

        return options.Folder;

        async Task<bool> HasAsync(string root) =>
            (await RunAsync(ProjectCommands.WorkspaceMembers(root), cancellation)).Split('\n')
                .Any(member => member.Trim() is { Length: > 0 } path && HostPath.AreSame(path, options.Folder));
    }

    // As much as can be said about the file is said before uv is started.
    private Pyproject ReadPyproject()
    {
        var file = Path.Combine(options.Folder, Pyproject.FileName);
        if (!File.Exists(file))
            throw ProjectErrors.NoPyproject(options.Folder);
        var pyproject = Pyproject.Read(file);
        if (!pyproject.IsProject && pyproject.Workspace is null)
            throw ProjectErrors.NoProjectTable(file);
        if (pyproject.IsProject && options.Package.Length == 0)
            pyproject.Require(options.Extras, options.Groups);
        return pyproject;
    }

    /// <summary>Creates the lock.</summary>
    /// <returns>The interpreter, where it was known before there was a lock; else null.</returns>
    private async Task<Interpreter?> CreateLockAsync(Pyproject pyproject, string root, CancellationToken cancellation)
    {
        if (options.Locked)
            throw ProjectErrors.LockMissing(Path.Combine(root, "uv.lock"));

        log.Step("uv.lock is missing: creating it (commit it so that everyone builds the same image)");
        // A workspace's requires-python is what all its members allow: uv works it out.
        var isWorkspace = pyproject.Workspace is not null || !HostPath.AreSame(root, options.Folder);
        var requiresPython = isWorkspace ? "" : pyproject.RequiresPython ?? "";
        var request = PythonVersionFile.Request(
            options.PythonVersion, options.Folder, root, requiresPython, pyproject.File);
        if (request.AskedBy == PythonVersionFile.Newest)
        {
            await LockWithUvsChoiceAsync(pyproject.File, root, cancellation);
            return null;
        }

        var interpreter = await InstallAsync(request, root, cancellation);
        await RunAsync(ProjectCommands.Lock(root, interpreter.HostPath, pyproject.File), cancellation);
        return interpreter;
    }

    private async Task LockWithUvsChoiceAsync(string file, string root, CancellationToken cancellation)
    {
        var command = ProjectCommands.Lock(root, null, file);
        var result = await UvProcess.TryRunAsync(tool, command, log, cancellation);
        if (result.ExitCode != 0 && MissingInterpreter().Match(result.Error) is { Success: true } missing)
        {
            var request = missing.Groups["request"] is { Success: true } asked
                ? new PythonRequest(asked.Value, "the project", file)
                : new PythonRequest("cpython", PythonVersionFile.Newest, file);
            await InstallAsync(request, root, cancellation);
            result = await UvProcess.TryRunAsync(tool, command, log, cancellation);
        }

        if (result.ExitCode != 0)
            throw UvFailure.Read(command, result);
    }

    private Task<string> RunAsync(UvCommand command, CancellationToken cancellation) =>
        UvProcess.RunAsync(tool, command, log, cancellation);

    // Every member of a workspace asks the same.
    private async Task<WorkspaceMetadata> AskAsync(
        UvCommand command, Func<string, WorkspaceMetadata> read, CancellationToken cancellation) =>
        (await known.AskAsync<WorkspaceMetadata>(
            tool, command, async () => read(await RunAsync(command, cancellation)), ProjectManifests.Deciding))!;

    // uv takes a workspace's settings from its root.
    private Task<Interpreter> InstallAsync(PythonRequest request, string root, CancellationToken cancellation)
    {
        var interpreters = new InterpreterInstaller(tool, root, known, log);
        return options.Base is { } basePython
            ? interpreters.InstallAsync(request, basePython, platforms, cancellation)
            : interpreters.InstallAsync(request, platforms, cancellation);
    }

    [GeneratedRegex(
        "No interpreter found (for Python (?<request>.+?) )?in ",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MissingInterpreter();
}
