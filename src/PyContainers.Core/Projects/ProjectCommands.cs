using PyContainers.Core.Interpreters;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>The calls of uv that read a project and lock it.</summary>
internal static class ProjectCommands
{
    /// <summary>Asserts that the lock is up to date; writes nothing.</summary>
    /// <param name="root">The folder of the lock: the workspace's root.</param>
    /// <param name="python">The interpreter's full path, or null to let uv choose.</param>
    /// <param name="manifest">The project's file, for messages.</param>
    public static UvCommand LockCheck(string root, string? python, string? manifest = null) =>
        new("check the lockfile", ["lock", "--check", "--managed-python", .. Python(python)], root)
        {
            ChecksLock = true,
            Manifest = manifest ?? Path.Combine(root, Pyproject.FileName),
        };

    /// <summary>Creates the lock.</summary>
    /// <inheritdoc cref="LockCheck"/>
    public static UvCommand Lock(string root, string? python, string? manifest = null) =>
        new("create the lockfile", ["lock", "--managed-python", .. Python(python)], root)
        {
            Creates = Path.Combine(root, "uv.lock"),
            Manifest = manifest ?? Path.Combine(root, Pyproject.FileName),
        };

    /// <summary>Prints the folders of the workspace's members.</summary>
    public static UvCommand WorkspaceMembers(string root) =>
        new("list the workspace's members", ["workspace", "list", "--paths"], root);

    /// <summary>Prints the workspace and its resolution as JSON.</summary>
    public static UvCommand WorkspaceMetadata(string root) =>
        new(
            "read the project",
            ["workspace", "metadata", "--frozen", "--preview-features", "workspace-metadata"],
            root
        );

    /// <summary>Writes what a script needs as a requirements file with hashes, from its lock or resolved now.</summary>
    /// <param name="script">The script.</param>
    /// <param name="locked">Whether it has a lock, which then must be up to date.</param>
    /// <param name="python">Full path of the interpreter to resolve for.</param>
    /// <param name="output">The file to write.</param>
    public static UvCommand ExportScript(ProjectShape script, bool locked, string python, string output) =>
        new(
            "read the script's dependencies",
            [
                "export",
                "--script",
                script.File,
                .. UvCommand.Words(locked, "--locked"),
                "--format",
                "requirements.txt",
                "--no-python-downloads",
                "--python",
                python,
                "--output-file",
                output,
            ],
            script.Folder
        )
        {
            Manifest = script.File,
        };

    /// <summary>Resolves requirements files, for every platform.</summary>
    /// <param name="shape">The project.</param>
    /// <param name="interpreter">The interpreter to resolve for.</param>
    /// <param name="output">The file to write; what is in it is kept where it still fits. Its ending is the
    /// format.</param>
    /// <param name="variables">Keep the user's folders as they are.</param>
    public static UvCommand Compile(
        ProjectShape shape, Interpreter interpreter, string output, IReadOnlyDictionary<string, string> variables) =>
        new(
            "resolve the requirements",
            [
                "pip",
                "compile",
                .. shape.Files,
                "--universal",
                "--no-header",
                "--no-annotate",
                "--no-python-downloads",
                "--python",
                interpreter.HostPath,
                "--python-version", // that of [tool.uv.pip] would be taken first
                interpreter.Version,
                "--format",
                output.EndsWith(".toml", StringComparison.Ordinal) ? "pylock.toml" : "requirements.txt",
                "--output-file",
                output,
            ],
            shape.Folder
        )
        {
            Manifest = shape.File,
            Variables = variables,
        };

    private static string[] Python(string? path) => path is null ? [] : ["--python", path];
}
