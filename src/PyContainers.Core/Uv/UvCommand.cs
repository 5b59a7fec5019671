using PyContainers.Core.Projects;

namespace PyContainers.Core.Uv;

/// <summary>One call of uv, as a value: what is passed, where, and with which extra variables. Building one starts nothing.</summary>
/// <param name="Step">What it is for, as the end of "uv failed to …".</param>
/// <param name="Arguments">The arguments, one a word; never joined into a command line.</param>
/// <param name="Folder">The working folder.</param>
public sealed record UvCommand(string Step, IReadOnlyList<string> Arguments, string Folder)
{
    /// <summary>Variables of this call only.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The file that decides what the call does, for messages: by default the folder's <c>pyproject.toml</c>.</summary>
    public string Manifest { get; init; } = Path.Combine(Folder, "pyproject.toml");

    /// <summary>The tool that the call installs, for messages; null when it is about the project.</summary>
    public string? Tool { get; init; }

    /// <summary>The value of <c>--python-platform</c>, for messages; null for a call that installs nothing into an image.</summary>
    public string? Platform { get; init; }

    /// <summary>Asks a uv for its version.</summary>
    public static UvCommand SelfVersion(string folder) => new("tell its version", ["self", "version", "--output-format", "json"], folder);

    /// <summary>Asserts that the lock is up to date; writes nothing.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="python">The version the user asked for, or null to let the project decide.</param>
    public static UvCommand LockCheck(string project, string? python) =>
        new("check the lock", ["lock", "--check", "--managed-python", .. Python(python)], project);

    /// <summary>Creates the lock.</summary>
    /// <inheritdoc cref="LockCheck"/>
    public static UvCommand Lock(string project, string? python) =>
        new("create the lock", ["lock", "--managed-python", .. Python(python)], project);

    /// <summary>Prints the workspace and its resolution as JSON.</summary>
    public static UvCommand WorkspaceMetadata(string project) =>
        new("read the project", ["workspace", "metadata", "--frozen", "--preview-features", "workspace-metadata"], project);

    /// <summary>Lists the interpreters that can be had for a request, newest first, on every platform.</summary>
    public static UvCommand ListInterpreters(string request, string folder) =>
        new("list interpreters", ["python", "list", request, "--only-downloads", "--all-versions", "--all-platforms", "--all-arches", "--output-format", "json"], folder);

    /// <summary>Installs an interpreter; its archive stays in <c>UV_PYTHON_CACHE_DIR</c>.</summary>
    /// <param name="key">A full key, or a version for this host.</param>
    /// <param name="into">The folder to install into, or null for the host's interpreters.</param>
    /// <param name="again">Whether to install although it is there, to have the archive.</param>
    /// <param name="folder">The working folder.</param>
    public static UvCommand InstallInterpreter(string key, string? into, bool again, string folder) =>
        new("install the interpreter",
            ["python", "install", key, "--no-bin", "--no-registry", .. into is null ? Array.Empty<string>() : ["--install-dir", into], .. again ? ["--reinstall"] : Array.Empty<string>()],
            folder);

    /// <summary>Prints the path of an interpreter that is installed for this host.</summary>
    public static UvCommand FindInterpreter(string version, string folder) =>
        new("find the interpreter", ["python", "find", $"cpython-{version}", "--managed-python", "--no-project", "--no-python-downloads"], folder);

    /// <summary>Installs the third-party distributions of the lock and removes everything else.</summary>
    public static UvCommand SyncDependencies(SyncRequest request) =>
        new("install the dependencies",
            [
                "sync", "--frozen", "--no-default-groups", "--no-editable", "--no-install-local", "--no-python-downloads",
                "--python", request.Python, "--python-platform", request.Platform,
                .. request.Package is null ? Array.Empty<string>() : ["--package", request.Package],
                .. request.Extras.SelectMany(extra => new[] { "--extra", extra }),
                .. request.Groups.SelectMany(group => new[] { "--group", group }),
            ],
            request.Project)
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["UV_PROJECT_ENVIRONMENT"] = request.Environment },
            Platform = request.Platform,
        };

    /// <summary>Builds a local package's wheel from its sources.</summary>
    /// <param name="request">Where it is installed later.</param>
    /// <param name="package">The package.</param>
    /// <param name="output">The folder for the wheel.</param>
    /// <param name="folders">Keep the user's folder as it is.</param>
    /// <remarks>
    /// Not by <c>uv sync</c>: it caches a local wheel by <c>pyproject.toml</c> only and would install stale code (astral-sh/uv#15224); and
    /// <c>--reinstall-package</c> has it ask the interpreter anew, which takes longer than everything else.
    /// </remarks>
    internal static UvCommand BuildWheel(SyncRequest request, LocalPackage package, string output, BackendFolders folders) =>
        new($"build '{package.Name}'", ["build", package.Folder, "--wheel", "--out-dir", output, "--no-python-downloads", "--python", request.Python], request.Project)
        {
            Manifest = Path.Combine(package.Folder, "pyproject.toml"),
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DIST_EXTRA_CONFIG"] = folders.SetuptoolsConfig,
                ["PYTHONPYCACHEPREFIX"] = folders.Bytecode,
                ["PYTHONDONTWRITEBYTECODE"] = "",
            },
        };

    /// <summary>Installs wheels beside what is there, each in the place of an older one of the same distribution.</summary>
    public static UvCommand InstallWheels(SyncRequest request, IEnumerable<string> wheels) =>
        new("install the local packages",
            ["pip", "install", .. wheels.Select(FileUrl), "--no-deps", "--no-python-downloads", "--python", request.Environment, "--python-platform", request.Platform],
            request.Project)
        { Platform = request.Platform };

    /// <summary>Writes what a script needs as a requirements file with hashes, from its lock or resolved now.</summary>
    /// <param name="script">The script.</param>
    /// <param name="locked">Whether it has a lock, which then must be up to date.</param>
    /// <param name="python">Full path of the interpreter to resolve for.</param>
    /// <param name="output">The file to write.</param>
    public static UvCommand ExportScript(ProjectShape script, bool locked, string python, string output) =>
        new("read the script's dependencies",
            ["export", "--script", script.File, .. Words(locked, "--locked"), "--format", "requirements.txt", "--no-python-downloads", "--python", python, "--output-file", output],
            script.Folder)
        { Manifest = script.File };

    /// <summary>Creates an empty environment.</summary>
    public static UvCommand CreateEnvironment(SyncRequest request) =>
        new("create the environment", ["venv", request.Environment, "--no-project", "--no-python-downloads", "--python", request.Python], request.Project);

    /// <summary>Installs exactly what a requirements file or a <c>pylock.toml</c> lists.</summary>
    public static UvCommand SyncRequirements(SyncRequest request, RequirementSet requirements) =>
        new("install the dependencies",
            [
                "pip", "sync", requirements.Install, "--no-python-downloads", "--allow-empty-requirements",
                "--python", request.Environment, "--python-platform", request.Platform,
                .. Words(requirements.Hashed, "--require-hashes"),
                .. Words(requirements.Kind == ProjectKind.Pylock, "--preview-features", "pylock"),
            ],
            request.Project)
        { Manifest = requirements.File, Platform = request.Platform };

    /// <summary>Installs a tool and what it needs, resolved now.</summary>
    public static UvCommand InstallTool(SyncRequest request, PinnedTool tool) =>
        new($"install the tool '{tool.Requirement}'",
            [
                "pip", "install", tool.Requirement, "--no-python-downloads", "--python", request.Environment, "--python-platform", request.Platform,
                .. Words(tool.Constraints is not null, "--constraints", tool.Constraints!),
            ],
            request.Project)
        { Tool = tool.Requirement, Platform = request.Platform };

    // As a path it would be read as a requirement, where "; " starts a marker.
    private static string FileUrl(string path) => new Uri(path).AbsoluteUri.Replace(";", "%3B", StringComparison.Ordinal);

    private static string[] Words(bool when, params string[] words) => when ? words : [];

    private static string[] Python(string? version) => version is null ? [] : ["--python", version];
}

/// <summary>What <c>uv sync</c> or <c>uv pip sync</c> is to install, and where.</summary>
/// <param name="Project">The project's folder.</param>
/// <param name="Environment">The environment to fill.</param>
/// <param name="Python">Full path of an interpreter of the image's version that runs on this host.</param>
/// <param name="Platform">A value of <c>--python-platform</c>, for instance <c>x86_64-manylinux_2_36</c>.</param>
/// <param name="Package">The workspace member, or null for the project in <paramref name="Project"/>.</param>
/// <param name="Extras">Extras to include.</param>
/// <param name="Groups">Dependency groups to include; the default groups are development's and stay out.</param>
public sealed record SyncRequest(
    string Project, string Environment, string Python, string Platform, string? Package, IReadOnlyList<string> Extras, IReadOnlyList<string> Groups)
{
    /// <summary>What a project without <c>uv.lock</c> installs; null for one that has it.</summary>
    public RequirementSet? Requirements { get; init; }
}
