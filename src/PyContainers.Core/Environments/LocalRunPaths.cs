using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Elf;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Environments;

/// <summary>
/// What was built on this machine may look for its libraries in folders of this machine: the image has its own place
/// for the interpreter and the environment, and nothing in the others. Only what the path says decides, so the bytes
/// are the same for every user. Wheels of an index stay as they are.
/// </summary>
/// <param name="staging">The environment's folder here.</param>
/// <param name="paths">Where things lie in the image.</param>
/// <param name="minorVersion">For instance <c>3.13</c>.</param>
/// <param name="log">Gets what is changed, and a warning for a library that is left behind.</param>
internal sealed partial class LocalRunPaths(string staging, ImagePaths paths, string minorVersion, ILog log)
{
    // No user's: what is there on one machine is there, or missing, on every other.
    private static readonly string[] s_system = ["/usr/", "/lib/", "/lib64/", "/opt/"];

    /// <summary>The entry, or one with the same file and another run path.</summary>
    public LayerEntry Relocate(LayerEntry entry, Distribution distribution)
    {
        var named = entry with { Origin = distribution.Name };
        if (!distribution.IsLocalBuild || Elf(entry) is not { RunPath.Count: > 0 } file)
            return named;
        string[] folders = [.. file.RunPath.Select(InImage).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (folders.SequenceEqual(file.RunPath, StringComparer.Ordinal))
            return named;

        WarnOfLost(entry, distribution, file);
        log.Detail($"the run path of '/{entry.Path}' is '{string.Join(':', folders)}' in the image, "
            + $"not '{string.Join(':', file.RunPath)}'");
        var content = EntryContent.Read(entry);
        var changed = RunPath.Replace(content, folders)
            // Too short for the image's folder; without one the loader still has its own.
            ?? RunPath.Replace(content, [.. folders.Where(folder => folder.StartsWith('$'))])
            ?? content;
        return new BytesEntry(entry.Path, changed, Executable: true) { Origin = distribution.Name };
    }

    private string? InImage(string folder) =>
        folder.StartsWith("$ORIGIN", StringComparison.Ordinal)
        || folder.StartsWith("${ORIGIN}", StringComparison.Ordinal) ? folder
        : folder.StartsWith(staging + "/", StringComparison.Ordinal) ? paths.Environment + folder[staging.Length..]
        : IsInterpreters(folder) ? paths.Interpreter + "/lib"
        : s_system.Any(system => $"{folder}/".StartsWith(system, StringComparison.Ordinal)) ? folder
        : null;

    // As uv names the folders of its interpreters, and as python-build-standalone configures them.
    private bool IsInterpreters(string folder) =>
        folder == "/install/lib"
        || UvInterpreter().Match(folder) is { Success: true } match
            && $"{match.Groups["version"].Value}.".StartsWith(minorVersion + ".", StringComparison.Ordinal);

    private void WarnOfLost(LayerEntry entry, Distribution distribution, ElfFile file)
    {
        foreach (var folder in file.RunPath.Where(folder => folder.StartsWith('/') && InImage(folder) is null))
        {
            if (file.Needs.FirstOrDefault(need => File.Exists(Path.Combine(folder, need.Name))) is { } left)
                log.Warning(LibraryErrors.LeftBehind("/" + entry.Path, distribution.Name, left.Name, folder));
        }
    }

    private static ElfFile? Elf(LayerEntry entry)
    {
        using var stream = EntryContent.Open(entry);
        return ElfFile.Read(stream);
    }

    [GeneratedRegex(
        @"/cpython-(?<version>[0-9]+\.[0-9]+[^/]*?)(\+[^/]*)?-linux-[^/]*/lib/?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex UvInterpreter();
}
