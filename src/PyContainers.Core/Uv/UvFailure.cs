using System.Globalization;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>
/// Turns uv's error text into one coded diagnostic. The text is not an API and has been rendered in three ways so far,
/// so it is
/// searched for what has stayed the same, and kept whole in the log.
/// </summary>
public static partial class UvFailure
{
    /// <summary>Reads why a command failed, and finds the line of the user's that it is about.</summary>
    public static PyContainersException Read(UvCommand command, UvResult result)
    {
        var text = UvText.Parse(result.Error);
        var isScript = Path.GetExtension(command.Manifest) == ".py";
        var lockFile = isScript ? command.Manifest + ".lock" : LockFile(command.Folder);
        var error = Read(command, result, text, isScript, lockFile);
        // What a tool needs is said in the project file.
        if (error.Diagnostic.Line > 0 || command.Tool is not null)
            return error;
        var (file, line) = UvPlace.Of(text.Whole, command.Manifest, lockFile);
        return error.Diagnostic.File is not { } named
            ? error.At(file, line)
            : error.At(named, file == named ? line : 0);
    }

    private static PyContainersException Read(
        UvCommand command, UvResult result, UvText text, bool isScript, string lockFile)
    {
        var pyproject = command.Manifest;
        bool Says(string part) => result.Error.Contains(part, StringComparison.Ordinal);

        if (isScript && (Says("PEP 723 metadata") || Toml().IsMatch(result.Error)))
            return ProjectErrors.InvalidScript(text.Whole, pyproject);
        if (Toml().Match(result.Error) is { Success: true } toml)
            return InvalidToml(text, toml, pyproject, lockFile);
        if (Says("Required uv version"))
            return UvErrors.RequiredVersion(text.Statement, pyproject);
        if (Says("Unable to find lockfile"))
            return ProjectErrors.LockMissing(lockFile);
        if (command.Creates is { } missing && (Says("(os error 13)") || Says("(os error 30)")))
            return FileErrors.LockNotWritable(missing, text.Whole);
        // It resolves only where the lockfile does not match; and what it finds depends on what it may download.
        if (command.ChecksLock && Says("No solution found"))
            return ProjectErrors.LockOutOfDate(lockFile, text.Whole);
        if (Says("needs to be updated, but") || Says("Missing workspace member"))
            return ProjectErrors.LockOutOfDate(lockFile);
        if (Says("unsupported schema version"))
            return ProjectErrors.InvalidLock(text.Whole, lockFile, 0, 0);
        if (Says("is not defined in the project's `dependency-groups`"))
            return ProjectErrors.UnknownGroup(text.Statement, pyproject);
        if (Says("is not defined in the `optional-dependencies`"))
            return ProjectErrors.UnknownExtra(text.Statement, pyproject);
        if (Says("incompatible with the declared conflicts") || Says("incompatible with the conflicts"))
            return ProjectErrors.Conflict(text.Statement, pyproject);
        if (Says("not compatible with the lockfile's supported environments"))
            return ProjectErrors.NotForLinux(text.Statement, pyproject);
        if (Says("is marked as unmanaged"))
            return ProjectErrors.Unmanaged(pyproject);
        if (Says("Python requirement"))
            return ProjectErrors.PythonNotAllowed(text.Whole, pyproject);
        return ReadDistribution(command, text, pyproject, Says) ?? UvErrors.Failed(command.Step, text.Whole);
    }

    // A member's lock is the workspace's, further up.
    private static string LockFile(string folder) =>
        HostPath.Upwards(folder).Select(current => Path.Combine(current, "uv.lock"))
            .FirstOrDefault(File.Exists, Path.Combine(folder, "uv.lock"));

    private static PyContainersException? ReadDistribution(
        UvCommand command,
        UvText text,
        string pyproject,
        Func<string, bool> says
    )
    {
        if (says("Hash mismatch for"))
            return UvErrors.HashMismatch(text.Whole);
        if (
            says("Network connectivity is disabled")
            || says("the network was disabled")
            || says("offline mode")
            || says("An offline Python installation was requested")
        )
            return UvErrors.Offline(text.Whole);
        if (
            says("wheel for the current platform")
            || says("is incompatible with the current platform")
            || says("is not compatible with the target Python")
            || says("has no binary distribution")
            || says("only has wheels for the following platform")
        )
            return UvErrors.NoWheel(text.WholeWithHint, command.Platform ?? "this platform");
        if (says("401 Unauthorized") || says("403 Forbidden") || says("lack of valid authentication credentials"))
            return UvErrors.Unauthorised(
                text.Hint.Contains("credentials", StringComparison.Ordinal) ? text.Advice : text.Whole);
        if (
            says("Request failed after")
            || says("error sending request")
            || says("Failed to fetch")
            || says("HTTP status")
        )
            return UvErrors.Network(text.Whole);
        if (
            says("Failed to build")
            || says("The build backend returned an error")
            || says("Failed to prepare distributions")
        )
            return UvErrors.BuildFailed(text.WholeWithOutput);
        if (!says("No solution found"))
            return null;
        return command.Tool is { } tool
            ? ToolErrors.NoSolution(tool, text.Whole)
            : UvErrors.NoSolution(text.Whole, pyproject);
    }

    private static PyContainersException InvalidToml(UvText text, Match toml, string pyproject, string lockFile)
    {
        var line = int.Parse(toml.Groups["line"].Value, CultureInfo.InvariantCulture);
        var column = int.Parse(toml.Groups["column"].Value, CultureInfo.InvariantCulture);
        var why = text.LastDetail;
        return text.What.Contains("uv.lock", StringComparison.Ordinal)
            ? ProjectErrors.InvalidLock(why, lockFile, line, column)
            : ProjectErrors.InvalidPyproject(
                why,
                NamedFile().Match(text.What) is { Success: true } named
                    ? Path.GetFullPath(named.Value, Path.GetDirectoryName(pyproject)!)
                    : pyproject,
                line,
                column
            );
    }

    [GeneratedRegex(
        @"TOML parse error at line (?<line>\d+), column (?<column>\d+)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Toml();

    // a workspace member's, relative to the working folder
    [GeneratedRegex(
        @"(?<=Failed to parse:? `?)[^`]*pyproject\.toml",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NamedFile();
}
