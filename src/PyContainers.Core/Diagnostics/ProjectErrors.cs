namespace PyContainers.Core.Diagnostics;

/// <summary>PYC2xxx: the user's Python project and the properties that describe it.</summary>
public static class ProjectErrors
{
    /// <summary>PYC2001: there is no pyproject.toml where the project should be.</summary>
    public static PyContainersException NoPyproject(string folder) =>
        Error(
            "PYC2001",
            $"'{folder}' contains no 'pyproject.toml', 'pylock.toml' or 'requirements.txt'. Put the project file next "
                + "to one of them, set PyContainerProject to its folder or to a script, or create one with 'uv init'.",
            folder
        );

    /// <summary>PYC2002: pyproject.toml is not valid.</summary>
    public static PyContainersException InvalidPyproject(string text, string file, int line, int column) =>
        new(new Diagnostic("PYC2002", $"'{Path.GetFileName(file)}' is not valid: {text}", file, line, column));

    /// <summary>PYC2003: the lock does not match pyproject.toml.</summary>
    /// <param name="file">The lock.</param>
    /// <param name="reason">Why uv cannot lock the project again by itself, as whole sentences; or empty.</param>
    public static PyContainersException LockOutOfDate(string file, string reason = "") =>
        Error(
            "PYC2003",
            $"'{Path.GetFileName(file)}' does not match '{ScriptOf(file) ?? "pyproject.toml"}'. Run "
                + $"'{LockCommand(file)}' and commit the result."
                + (reason.Length > 0 ? $" With what uv has here, that would fail: {reason}" : ""),
            file
        );

    /// <summary>PYC2004: there is no lock where one must be.</summary>
    public static PyContainersException LockMissing(string file) =>
        Error(
            "PYC2004",
            $"There is no '{Path.GetFileName(file)}', and a locked build requires it (ContinuousIntegrationBuild or "
                + $"PyContainerLocked is true). Run '{LockCommand(file)}' and commit the result.",
            file
        );

    /// <summary>PYC2005: uv.lock cannot be read.</summary>
    public static PyContainersException InvalidLock(string text, string file, int line, int column) =>
        new(
            new Diagnostic(
                "PYC2005",
                $"'uv.lock' cannot be read: {text} Run 'uv lock' to recreate it.",
                file,
                line,
                column
            )
        );

    /// <summary>PYC2006: several start commands are possible.</summary>
    public static PyContainersException AmbiguousEntryPoint(IEnumerable<string> candidates, string file) =>
        Error(
            "PYC2006",
            $"The image could start in more than one way: {string.Join(", ", candidates.Select(c => $"'{c}'"))}. "
                + "Choose one with ContainerAppCommand, for instance <ContainerAppCommand "
                + $"Include=\"{candidates.First().Replace(' ', ';')}\" />.",
            file
        );

    /// <summary>PYC2007: nothing says how the image starts.</summary>
    /// <param name="file">The project's file.</param>
    /// <param name="advice">What is there that comes near, as a sentence behind a blank; or empty.</param>
    public static PyContainersException NoEntryPoint(string file, string advice = "") =>
        Error(
            "PYC2007",
            "No start command was found: no console script ([project.scripts]), no web application, no main.py or "
                + "__main__.py. Set one with ContainerAppCommand, for instance <ContainerAppCommand "
                + "Include=\"python;-m;my_package\" />."
                + advice,
            file
        );

    /// <summary>PYC2008: an extra is not defined.</summary>
    public static PyContainersException UnknownExtra(string text, string file) => Error("PYC2008",
        $"{text} Correct PyContainerExtras, or add the extra to pyproject.toml.", file);

    /// <summary>PYC2009: a dependency group is not defined.</summary>
    public static PyContainersException UnknownGroup(string text, string file) => Error("PYC2009",
        $"{text} Correct PyContainerDependencyGroups, or add the group to pyproject.toml.", file);

    /// <summary>PYC2010: the package to publish is not one of the workspace's.</summary>
    public static PyContainersException UnknownPackage(string? asked, IEnumerable<string> members, string file) =>
        Error(
            "PYC2010",
            $"{(asked is null ? "This folder" : $"'{asked}'")} is not a package of the workspace. "
                + $"Set PyContainerPackage to one of: {string.Join(", ", members)}.",
            file
        );

    /// <summary>PYC2060: a workspace lists the root of another one as its member, and it is not said which of the two
    /// locks the project.</summary>
    /// <param name="file">The project's file, with the table of a workspace.</param>
    /// <param name="outer">The file of the workspace further up.</param>
    public static PyContainersException NestedWorkspace(string file, string outer) =>
        Error(
            "PYC2060",
            $"The workspace of '{outer}' lists this project as a member, which is the root of a workspace itself; uv "
                + "supports no nested workspaces, so there is no lockfile to use. Remove [tool.uv.workspace] here, or "
                + "add the folder to 'exclude' there and run 'uv lock' here.",
            file
        );

    /// <summary>PYC2011: the Python version and the project contradict each other.</summary>
    public static PyContainersException PythonNotAllowed(string text, string file) =>
        Error(
            "PYC2011",
            $"{text} Change PyContainerPythonVersion or .python-version, or 'requires-python' in "
                + $"{Path.GetFileName(file)}.",
            file
        );

    /// <summary>PYC2012: pyproject.toml says nothing about a project.</summary>
    public static PyContainersException NoProjectTable(string file) => Error("PYC2012",
        "'pyproject.toml' has no [project] table, so it describes no project that uv could install. "
        + "Add one with 'name' and 'version', or set PyContainerProject to another file, such as requirements.txt.",
        file);

    /// <summary>PYC2014: a property or item has a value that cannot be used.</summary>
    public static PyContainersException InvalidProperty(string name, string value, string why) => Error("PYC2014",
        $"{name} is '{value}', which is not valid: {why}", null);

    /// <summary>PYC2015: a link in the project leads out of it.</summary>
    public static PyContainersException LinkEscapes(string file, string target) =>
        Error(
            "PYC2015",
            $"The link '{file}' points to '{target}', outside the application's folder, and would be broken in the "
                + "image. Remove it, exclude it with PyContainerExclude, or replace it with the file.",
            file
        );

    /// <summary>PYC2016 (warning): a console script of the user's starts a module that is not installed.</summary>
    public static Diagnostic MissingScriptModule(string script, string module) =>
        new(
            "PYC2016",
            $"The console script '{script}' starts '{module}', which is not in its distribution. It will fail when it "
                + "runs."
        );

    /// <summary>PYC2017 (warning): a requirements file does not say exactly what is installed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="unpinned">Requirements without a version.</param>
    /// <param name="added">Distributions that it does not list.</param>
    public static Diagnostic NotReproducible(
        string file, IReadOnlyList<string> unpinned, IReadOnlyList<string> added) =>
        new(
            "PYC2017",
            $"'{Path.GetFileName(file)}' "
                + (unpinned.Count > 0 ? $"does not pin {FirstFive(unpinned)}"
                    : added.Count > 0 ? $"does not list {FirstFive(added)}"
                    : "has no hashes")
                + ", so the image may differ on another machine. uv has resolved it, and the result is kept below "
                + "'obj' until the file changes. Write a complete file with 'uv pip compile --universal "
                + "--generate-hashes', from a file of your direct dependencies.",
            file
        );

    /// <summary>PYC2045: a locked build wants to know every version, and the requirements file does not say
    /// it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="how">What it does not do, ex: <c>does not pin</c>.</param>
    /// <param name="names">With what.</param>
    public static PyContainersException RequirementsNotLocked(
        string file, string how, IReadOnlyList<string> names) =>
        Error(
            "PYC2045",
            $"'{Path.GetFileName(file)}' {how} {FirstFive(names)}, and a locked build requires it "
                + "(ContinuousIntegrationBuild or PyContainerLocked is true). Write a complete file with 'uv pip "
                + "compile --universal --generate-hashes', and commit it.",
            file
        );

    /// <summary>PYC2046: a setting of 'uv pip' would decide what is installed, or where.</summary>
    /// <param name="setting">The setting with its table.</param>
    /// <param name="file">The file that has it.</param>
    /// <param name="line">Its line.</param>
    public static PyContainersException PipSetting(string setting, string file, int line) =>
        new(
            new Diagnostic(
                "PYC2046",
                $"'{setting}' is a setting for 'uv pip' on a developer's machine: with it, uv would not install into "
                    + "the image what the project lists. Remove it, or pass it to uv on that machine's command line.",
                file,
                line
            )
        );

    /// <summary>PYC2047: extras or dependency groups exclude each other.</summary>
    /// <param name="text">uv's sentence.</param>
    /// <param name="file">The project's file.</param>
    public static PyContainersException Conflict(string text, string file) => Error("PYC2047",
        $"{text} Choose one of them in PyContainerExtras and PyContainerDependencyGroups, or change 'conflicts' in "
            + "[tool.uv].", file);

    /// <summary>PYC2048: the lockfile is not made for Linux.</summary>
    /// <param name="text">uv's sentence.</param>
    /// <param name="file">The project's file.</param>
    public static PyContainersException NotForLinux(string text, string file) => Error("PYC2048",
        $"{text} The image is Linux: add \"sys_platform == 'linux'\" to 'environments' in [tool.uv], run 'uv lock', "
            + "and commit the result.", file);

    /// <summary>PYC2049: the project's console scripts are not installed, and nothing else says how it
    /// starts.</summary>
    /// <param name="scripts">Their names.</param>
    /// <param name="file">The project's file.</param>
    public static PyContainersException ScriptsNotInstalled(IReadOnlyList<string> scripts, string file) =>
        Error(
            "PYC2049",
            $"[project.scripts] has {FirstFive(scripts)}, but the project is not a package, so uv does not install its "
                + "scripts. Add a [build-system] table or 'package = true' in [tool.uv], or set ContainerAppCommand, "
                + "for instance <ContainerAppCommand Include=\"python;main.py\" />.",
            file
        );

    /// <summary>PYC2050: the project says that uv is to keep its hands off.</summary>
    /// <param name="file">The project's file.</param>
    public static PyContainersException Unmanaged(string file) =>
        Error(
            "PYC2050",
            "'managed = false' in [tool.uv] keeps uv from locking and installing the project. Remove it, or let "
                + "PyContainerProject name a requirements file or a 'pylock.toml'.",
            file
        );

    private static string FirstFive(IReadOnlyList<string> lines) =>
        string.Join(", ", lines.Take(5).Select(line => $"'{line}'")) + (lines.Count > 5 ? " and more" : "");

    /// <summary>PYC2018: a Python file is no script with its dependencies inside.</summary>
    public static PyContainersException InvalidScript(string text, string file, int line = 0, int column = 0) =>
        new(new Diagnostic("PYC2018",
            $"'{Path.GetFileName(file)}' has no valid PEP 723 metadata: {text} "
            + "Run 'uv init --script' or 'uv add --script' to write it.", file, line, column));

    /// <summary>PYC2019: the script that the image is to start with cannot start in it.</summary>
    /// <param name="file">The script.</param>
    /// <param name="why">What hinders it, and what to do, as whole sentences.</param>
    public static PyContainersException ScriptCannotStart(string file, string why) => new(new Diagnostic("PYC2019",
        $"The start script '{Path.GetFileName(file)}' cannot run in the image. {why}", file, 1));

    // A script's lock is named after it.
    private static string? ScriptOf(string lockFile) =>
        lockFile.EndsWith(".py.lock", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(lockFile) : null;

    private static string LockCommand(string lockFile) =>
        ScriptOf(lockFile) is { } script ? $"uv lock --script {script}" : "uv lock";

    private static PyContainersException Error(string code, string message, string? file) =>
        new(new Diagnostic(code, message, file));
}
