using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Environments;

/// <summary>The calls of uv that build wheels and fill an environment.</summary>
internal static class EnvironmentCommands
{
    // 'compile-bytecode = true' in uv's settings: UV_COMPILE_BYTECODE=0 does not turn it off.
    private const string NoBytecode = "--no-compile-bytecode";

    /// <summary>Installs what the lock has for the platform, but for the packages that are built here, and removes
    /// everything else.</summary>
    public static UvCommand SyncDependencies(SyncRequest request) =>
        Sync(request, request.Environment, [.. request.LocalPackages.SelectMany(Without)]);

    /// <summary>Says, as JSON, what an empty environment would get; installs nothing.</summary>
    /// <param name="request">What to install.</param>
    /// <param name="nowhere">A folder that is not there.</param>
    public static UvCommand PlanDependencies(SyncRequest request, string nowhere) =>
        Sync(request, nowhere, ["--dry-run", "--output-format", "json"]);

    /// <summary>Says the same as text, which has the folders of local packages; installs nothing.</summary>
    /// <inheritdoc cref="PlanDependencies" path="/param"/>
    public static UvCommand PlanDependenciesAsText(SyncRequest request, string nowhere) =>
        Sync(request, nowhere, ["--dry-run"]);

    /// <summary>What of a project is installed. In one word with its option, no name of a user's is an option
    /// itself.</summary>
    /// <param name="package">The workspace member, or null.</param>
    /// <param name="extras">Extras.</param>
    /// <param name="groups">Dependency groups.</param>
    public static IEnumerable<string> Chosen(
        string? package, IEnumerable<string> extras, IEnumerable<string> groups) =>
        [
            .. package is null ? Array.Empty<string>() : [$"--package={package}"],
            .. extras.Select(extra => $"--extra={extra}"),
            .. groups.Select(group => $"--group={group}"),
        ];

    private static string[] Without(string package) => [$"--no-install-package={package}"];

    private static UvCommand Sync(SyncRequest request, string environment, string[] more) =>
        new("install the dependencies",
            [
                "sync",
                "--frozen",
                "--no-default-groups",
                "--no-editable",
                NoBytecode,
                .. more,
                "--no-python-downloads",
                "--python",
                request.Python,
                "--python-platform",
                request.Platform,
                .. Chosen(request.Package, request.Extras, request.Groups),
            ],
            request.Project)
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["UV_PROJECT_ENVIRONMENT"] = environment,
            },
            Platform = request.Platform,
            Manifest = request.Manifest ?? Path.Combine(request.Project, "pyproject.toml"),
        };

    /// <summary>Builds a local package's wheel from its sources.</summary>
    /// <param name="request">Where it is installed later.</param>
    /// <param name="package">The package.</param>
    /// <param name="output">The folder for the wheel.</param>
    /// <param name="folders">Keep the user's folder as it is.</param>
    /// <remarks>
    /// Not by <c>uv sync</c>: it caches a local wheel by <c>pyproject.toml</c> only and would install stale code
    /// (astral-sh/uv#15224); and
    /// <c>--reinstall-package</c> has it ask the interpreter again, which takes longer than everything else.
    /// </remarks>
    public static UvCommand BuildWheel(
        SyncRequest request,
        LocalPackage package,
        string output,
        BackendFolders folders
    ) =>
        new(
            $"build '{package.Name}'",
            [
                "build",
                package.Folder,
                "--wheel",
                "--out-dir",
                output,
                "--no-python-downloads",
                "--python",
                request.Python,
            ],
            request.Project
        )
        {
            Manifest = Path.Combine(package.Folder, "pyproject.toml"),
            Variables = folders.Variables,
        };

    /// <summary>Installs wheels beside what is there, each in the place of an older one of the same
    /// distribution.</summary>
    public static UvCommand InstallWheels(SyncRequest request, IEnumerable<string> wheels) =>
        new(
            "install the local packages",
            [
                "pip",
                "install",
                .. wheels.Select(FileUrl),
                "--no-deps",
                "--no-config",
                "--no-python-downloads",
                "--python",
                request.Environment,
                "--python-platform",
                request.Platform,
            ],
            request.Project
        )
        {
            Platform = request.Platform,
        };

    /// <summary>The same call with one distribution after the other, by name: where two bring the same file, uv writes
    /// the last one's everywhere. At once, whoever is slower wins.</summary>
    public static UvCommand OneByOne(UvCommand command) =>
        command with
        {
            Variables = new Dictionary<string, string>(command.Variables, StringComparer.Ordinal)
            {
                ["UV_CONCURRENT_INSTALLS"] = "1",
            },
        };

    /// <summary>Creates an empty environment.</summary>
    public static UvCommand CreateEnvironment(SyncRequest request) =>
        new(
            "create the environment",
            [
                "venv", request.Environment, "--no-project", "--no-config", "--no-python-downloads", "--python",
                request.Python,
            ],
            request.Project
        );

    /// <summary>Installs exactly what a requirements file or a <c>pylock.toml</c> lists.</summary>
    public static UvCommand SyncRequirements(SyncRequest request, RequirementSet requirements) =>
        SyncRequirements(request, requirements, requirements.Install, []);

    /// <summary>Says what an empty environment would get, the packages that are built here included; installs
    /// nothing.</summary>
    /// <param name="request">Where to.</param>
    /// <param name="requirements">What.</param>
    /// <param name="folders">Keep the user's folders as they are.</param>
    public static UvCommand PlanRequirements(
        SyncRequest request, RequirementSet requirements, BackendFolders folders) =>
        SyncRequirements(request, requirements, requirements.Full ?? requirements.Install, ["--dry-run"]) with
        {
            Variables = folders.Variables,
        };

    private static UvCommand SyncRequirements(
        SyncRequest request, RequirementSet requirements, string file, string[] more) =>
        new("install the dependencies",
            [
                "pip", "sync", file, .. more, "--no-python-downloads", "--allow-empty-requirements", NoBytecode,
                "--python", request.Environment, .. ForImage(request),
                .. UvCommand.Words(requirements.Hashed, "--require-hashes"),
                .. UvCommand.Words(requirements.Kind == ProjectKind.Pylock, "--preview-features", "pylock"),
            ],
            request.Project)
        { Manifest = requirements.File, Platform = request.Platform };

    /// <summary>Installs a tool and what it needs, resolved now.</summary>
    public static UvCommand InstallTool(SyncRequest request, PinnedTool tool) =>
        new($"install the tool '{tool.Requirement}'",
            [
                "pip",
                "install",
                tool.Requirement,
                "--no-python-downloads",
                NoBytecode,
                "--python",
                request.Environment,
                .. ForImage(request),
                .. UvCommand.Words(tool.Constraints is not null, "--constraints", tool.Constraints!),
            ],
            request.Project)
        { Tool = tool.Requirement, Platform = request.Platform };

    // 'uv pip' takes the version of [tool.uv.pip] before the interpreter's.
    private static string[] ForImage(SyncRequest request) =>
        ["--python-version", request.PythonVersion, "--python-platform", request.Platform];

    // As a path it would be read as a requirement, where "; " starts a marker.
    private static string FileUrl(string path) =>
        new Uri(path).AbsoluteUri.Replace(";", "%3B", StringComparison.Ordinal);
}
