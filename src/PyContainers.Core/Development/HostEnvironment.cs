using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Development;

/// <summary>What an environment on this machine is to hold.</summary>
/// <param name="Project">The project.</param>
/// <param name="Folder">Full path of the environment.</param>
/// <param name="Python">Full path of an interpreter that runs here.</param>
/// <param name="Package">The workspace member, or null for the project itself.</param>
/// <param name="Extras">Extras to include.</param>
/// <param name="Groups">Dependency groups to include.</param>
public sealed record HostRequest(
    ProjectInfo Project, string Folder, string Python, string? Package, IReadOnlyList<string> Extras,
    IReadOnlyList<string> Groups)
{
    // What projects call the groups and extras of their tests.
    private static readonly string[] s_tests = ["test", "tests", "testing"];

    /// <summary>Whether uv's default groups, such as <c>dev</c>, are included.</summary>
    public bool DefaultGroups { get; init; }

    /// <summary>The same environment with all that tests need: the default groups, and groups and extras that are
    /// called <c>test</c>, <c>tests</c> or <c>testing</c>.</summary>
    public HostRequest ForTests()
    {
        if (Project.Requirements is not null)
            return this;
        var pyproject = Pyproject.Read(Project.File);
        return this with
        {
            DefaultGroups = true,
            Groups = [.. Groups.Union(Known(pyproject.Groups), StringComparer.Ordinal)],
            Extras = [.. Extras.Union(Known(pyproject.Extras ?? []), StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<string> Known(IReadOnlyList<string> names) =>
        s_tests.Intersect(names, StringComparer.Ordinal);
}

/// <summary>An environment that runs on this machine, with the local packages as links to their sources: a changed
/// line needs no installation.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="request">What it holds.</param>
/// <param name="log">Gets uv's text.</param>
public sealed class HostEnvironment(UvTool tool, HostRequest request, ILog log)
{
    /// <summary>Makes it what the lock says. What is right is left alone.</summary>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">The failure, as <see cref="UvFailure"/> reads it.</exception>
    public async Task SyncAsync(CancellationToken cancellation)
    {
        using var folders = new BackendFolders(request.Folder + "-bytecode", UvEnvironment.InterpretersFolder(tool));
        if (request.Project.Requirements is not { } requirements)
        {
            await UvProcess.RunAsync(tool, Sync(folders), log, cancellation).ConfigureAwait(false);
            return;
        }

        if (!File.Exists(StagingEnvironment.PythonIn(request.Folder)))
            await UvProcess.RunAsync(tool, Create(), log, cancellation).ConfigureAwait(false);
        await UvProcess.RunAsync(tool, Sync(requirements, folders), log, cancellation).ConfigureAwait(false);
    }

    private UvCommand Sync(BackendFolders folders) =>
        new("install the dependencies",
            [
                "sync", "--frozen", "--no-python-downloads", "--python", request.Python,
                .. UvCommand.Words(!request.DefaultGroups, "--no-default-groups"),
                .. EnvironmentCommands.Chosen(request.Package, request.Extras, request.Groups),
            ],
            request.Project.Folder)
        {
            Variables = new Dictionary<string, string>(folders.Variables, StringComparer.Ordinal)
            {
                ["UV_PROJECT_ENVIRONMENT"] = request.Folder,
                // Without it uv does not know its own installation again, and repeats it.
                ["UV_NO_INSTALLER_METADATA"] = "0",
            },
        };

    private UvCommand Create() =>
        new("create the environment",
            ["venv", request.Folder, "--clear", "--no-project", "--no-python-downloads", "--python", request.Python],
            request.Project.Folder);

    private UvCommand Sync(RequirementSet requirements, BackendFolders folders) =>
        new("install the dependencies",
            [
                "pip", "sync", requirements.Full ?? requirements.Install, "--no-python-downloads",
                "--allow-empty-requirements", "--python", request.Folder,
                .. UvCommand.Words(requirements.Hashed, "--require-hashes"),
                .. UvCommand.Words(requirements.Kind == ProjectKind.Pylock, "--preview-features", "pylock"),
            ],
            request.Project.Folder)
        { Manifest = requirements.File, Variables = folders.Variables };
}
