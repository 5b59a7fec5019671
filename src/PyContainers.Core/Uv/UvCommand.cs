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
        Sync("install the dependencies", request, ["--no-install-local"], null);

    /// <summary>Builds one local package from its sources and installs it beside the others.</summary>
    /// <param name="request">What to install and where.</param>
    /// <param name="name">The package.</param>
    /// <param name="others">The other local packages, which this call leaves alone.</param>
    /// <param name="setuptoolsConfig">A <c>DIST_EXTRA_CONFIG</c> that keeps setuptools' <c>build</c> and <c>egg-info</c> out of the user's folder.</param>
    public static UvCommand SyncLocalPackage(SyncRequest request, string name, IEnumerable<string> others, string setuptoolsConfig) =>
        // --reinstall-package: uv caches a local wheel by pyproject.toml only, and would install stale code (astral-sh/uv#15224)
        Sync($"build '{name}'", request, ["--inexact", "--reinstall-package", name, .. others.SelectMany(other => new[] { "--no-install-package", other })], setuptoolsConfig);

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
        { Manifest = requirements.File };

    private static UvCommand Sync(string step, SyncRequest request, string[] selection, string? setuptoolsConfig)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["UV_PROJECT_ENVIRONMENT"] = request.Environment };
        if (setuptoolsConfig is not null)
            variables["DIST_EXTRA_CONFIG"] = setuptoolsConfig;
        string[] arguments =
        [
            "sync", "--frozen", "--no-default-groups", "--no-editable", "--no-python-downloads",
            "--python", request.Python, "--python-platform", request.Platform,
            .. request.Package is null ? Array.Empty<string>() : ["--package", request.Package],
            .. request.Extras.SelectMany(extra => new[] { "--extra", extra }),
            .. request.Groups.SelectMany(group => new[] { "--group", group }),
            .. selection,
        ];
        return new UvCommand(step, arguments, request.Project) { Variables = variables };
    }

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
