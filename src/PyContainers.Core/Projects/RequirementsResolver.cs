using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Projects;

/// <summary>Has uv resolve requirements files without hashes, as <c>pip install -r</c> would, and keeps the result: it
/// is installed until the files change.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="shape">The project.</param>
/// <param name="interpreter">The interpreter to resolve for.</param>
/// <param name="output">Full path of the file to install from.</param>
/// <param name="log">Gets a line for each step.</param>
internal sealed partial class RequirementsResolver(
    UvTool tool, ProjectShape shape, Interpreter interpreter, string output, ILog log)
{
    private string Full => Path.ChangeExtension(output, ".full.txt");

    /// <summary>Resolves.</summary>
    /// <param name="file">What the user's files say.</param>
    /// <param name="locked">Whether nothing may be added to them.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <returns>What to install, and the packages that are built from folders.</returns>
    /// <exception cref="PyContainersException">PYC2045, or the failure as <see cref="UvFailure"/> reads
    /// it.</exception>
    public async Task<(RequirementSet Set, IReadOnlyList<LocalPackage> Local)> ResolveAsync(
        RequirementsFile file, bool locked, CancellationToken cancellation)
    {
        if (locked && file.Unpinned.Count > 0)
            throw ProjectErrors.RequirementsNotLocked(shape.File, "does not pin", file.Unpinned);
        using var scratch = new ScratchFolder();
        using var folders = new BackendFolders(
            Path.Combine(scratch.Path, "bytecode"), UvEnvironment.InterpretersFolder(tool));
        await CompileAsync(Full, folders, cancellation).ConfigureAwait(false);
        var lines = File.ReadAllLines(Full).Where(line => line.Trim().Length > 0).ToList();
        var added = RequirementsFile.Read(Full).Names.Except(file.Names, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        IReadOnlyList<LocalPackage> local = [];
        if (lines.Exists(IsLocal))
        {
            var pylock = Path.Combine(Path.GetDirectoryName(output)!, "pylock.requirements.toml");
            await CompileAsync(pylock, folders, cancellation).ConfigureAwait(false);
            local = PylockFile.Read(pylock).Local;
        }
        else if (locked && added.Count > 0)
            throw ProjectErrors.RequirementsNotLocked(shape.File, "does not list", added);

        log.Warning(ProjectErrors.NotReproducible(shape.File, file.Unpinned, added));
        // What uv writes has no place that distributions come from.
        AtomicFile.WriteIfDifferent(Full, Text(file.Options, lines.Select(Absolute)));
        AtomicFile.WriteIfDifferent(
            output, Text(file.Options, lines.Where(line => !IsLocal(line)).Select(Absolute)));
        return (new RequirementSet(shape.Kind, shape.File, output, Hashed: false, file.Files) { Full = Full }, local);
    }

    private async Task CompileAsync(string to, BackendFolders folders, CancellationToken cancellation)
    {
        var command = ProjectCommands.Compile(shape, interpreter, to, folders.Variables);
        await UvProcess.RunAsync(tool, command, log, cancellation).ConfigureAwait(false);
    }

    private static string Text(IEnumerable<string> options, IEnumerable<string> lines) =>
        string.Concat(options.Concat(lines).Select(line => line + "\n"));

    private bool IsLocal(string line) =>
        LocalPath().Match(line) is { Success: true } match && Directory.Exists(FullPath(match));

    // -e ./lib, ./x-1.0-py3-none-any.whl: they start at the project's folder, and this file lies elsewhere.
    private string Absolute(string line) =>
        LocalPath().Match(line) is { Success: true } match
            ? line.Replace(
                match.Groups["path"].Value, new Uri(FullPath(match)).AbsoluteUri, StringComparison.Ordinal)
            : line;

    private string FullPath(Match match) =>
        Path.GetFullPath(
            match.Groups["path"].Value is var path && path.StartsWith("file:", StringComparison.Ordinal)
                ? new Uri(path).LocalPath
                : path,
            shape.Folder
        );

    [GeneratedRegex(
        @"^(-e\s+|--editable[\s=]+|[A-Za-z0-9][A-Za-z0-9._-]*(\[[^\]]*\])?\s*@\s*)?"
            + @"(?<path>(file:|\.|/|[A-Za-z]:[\\/])[^\s;\[]*)(\[[^\]]*\])?\s*(;.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LocalPath();
}
