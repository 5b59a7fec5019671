using PyContainers.Core.Uv;

namespace PyContainers.Core.Interpreters;

/// <summary>The calls of uv that list, install and find interpreters.</summary>
internal static class InterpreterCommands
{
    /// <summary>Lists the interpreters that can be had for a request, newest first, on every platform.</summary>
    public static UvCommand ListInterpreters(string request, string folder) =>
        new(
            "list interpreters",
            [
                "python",
                "list",
                "--only-downloads",
                "--all-versions",
                "--all-platforms",
                "--all-arches",
                "--output-format",
                "json",
                "--",
                request,
            ],
            folder
        );

    /// <summary>Installs an interpreter; its archive stays in <c>UV_PYTHON_CACHE_DIR</c>.</summary>
    /// <param name="key">A full key, or a version for this host.</param>
    /// <param name="into">The folder to install into, or null for the host's interpreters.</param>
    /// <param name="again">Whether to install although it is there, to have the archive.</param>
    /// <param name="folder">The working folder.</param>
    public static UvCommand InstallInterpreter(string key, string? into, bool again, string folder) =>
        new(
            "install the interpreter",
            [
                "python",
                "install",
                key,
                "--no-bin",
                "--no-registry",
                .. into is null ? Array.Empty<string>() : ["--install-dir", into],
                .. again ? ["--reinstall"] : Array.Empty<string>(),
            ],
            folder
        );

    /// <summary>Prints the path of an interpreter that is installed for this host.</summary>
    public static UvCommand FindInterpreter(string version, string folder) =>
        new(
            "find the interpreter",
            ["python", "find", $"cpython-{version}", "--managed-python", "--no-project", "--no-python-downloads"],
            folder
        );
}
