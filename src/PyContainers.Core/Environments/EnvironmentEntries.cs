using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Environments;

/// <summary>The entries of an environment as an installer running at its place in the image would have written
/// them.</summary>
/// <param name="staging">What uv installed here.</param>
/// <param name="paths">Where things lie in the image.</param>
/// <param name="minorVersion">For instance <c>3.13</c>.</param>
/// <param name="log">Told about recorded files that are not there.</param>
public sealed class EnvironmentEntries(StagingEnvironment staging, ImagePaths paths, string minorVersion, ILog log)
{
    private readonly string _environment = paths.Environment.TrimStart('/');
    private readonly LocalRunPaths _runPaths = new(staging.Folder, paths, minorVersion, log);

    /// <summary>PEP 503 names of the packages that are built here.</summary>
    public IReadOnlySet<string> Local { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    private string SitePackages => $"{_environment}/lib/python{minorVersion}/site-packages";

    /// <summary>The environment without any distribution: <c>pyvenv.cfg</c> and the links to the interpreter.</summary>
    /// <param name="version">The full version of an interpreter of ours, for instance <c>3.13.15</c>.</param>
    /// <param name="own">Full path of the base's own interpreter; null for one of ours.</param>
    public IEnumerable<LayerEntry> Skeleton(string version, string? own)
    {
        var executable = own ?? $"{paths.Interpreter}/bin/python{minorVersion}";
        // The patch of the base's interpreter is not known, and may be another on the next day.
        var told = own is null ? version : minorVersion;
        var home = executable[..executable.LastIndexOf('/')];
        var configuration =
            $"home = {home}\nimplementation = CPython\nversion_info = {told}\ninclude-system-site-packages = false\n";
        yield return new BytesEntry($"{_environment}/pyvenv.cfg", Encoding.UTF8.GetBytes(configuration));
        yield return new LinkEntry($"{_environment}/bin/python", executable);
        yield return new LinkEntry($"{_environment}/bin/python3", "python");
        yield return new LinkEntry($"{_environment}/bin/python{minorVersion}", "python");
    }

    /// <summary>A distribution's files, scripts and <c>RECORD</c>. As an installer leaves it, the record has the files
    /// too that another distribution has replaced.</summary>
    /// <exception cref="PyContainersException">PYC3033, PYC3091; whoever reads the files finds PYC3090.</exception>
    public IEnumerable<LayerEntry> Of(Distribution distribution)
    {
        var recordPath = $"{distribution.DistInfo}/RECORD";
        var record = new List<RecordLine> { new(recordPath, "", "") };
        foreach (var line in distribution.Record.Where(line => line.Path != recordPath))
        {
            if (Distribution.ScriptName(line.Path) is { } script)
            {
                if (Distribution.IsGenerated(distribution.Scripts, script))
                    continue;
                if (Script(distribution, line, script) is { } found)
                {
                    var dataScript = (BytesEntry)_runPaths.Relocate(found, distribution);
                    Record(record, dataScript);
                    if (!distribution.NotOwned.Contains(line.Path))
                        yield return dataScript;
                }
            }
            else if (Data(distribution, line) is { } entry)
            {
                var file = _runPaths.Relocate(
                    IsLocalMetadata(distribution, line) ? LocalMetadata.WithLineFeeds(entry) : entry, distribution);
                if (file is BytesEntry changed)
                    Record(record, changed);
                else
                    record.Add(line);
                if (!distribution.NotOwned.Contains(line.Path))
                    yield return file;
            }
        }

        foreach (var script in distribution.Scripts)
        {
            if (script.Name.Contains('/', StringComparison.Ordinal))
                throw LayerErrors.OutsideEnvironment(distribution.Name, script.Name);
            var path = $"{_environment}/bin/{script.Name}";
            var entry = new BytesEntry(path, script.Text(paths.Environment), Executable: true);
            Record(record, entry);
            if (!distribution.NotOwned.Any(other => Distribution.ScriptName(other) is { } name
                    && Distribution.IsGenerated([script], name)))
                yield return entry;
        }

        yield return new BytesEntry($"{SitePackages}/{recordPath}", RecordFile.Write(record));
    }

    private bool IsLocalMetadata(Distribution distribution, RecordLine line) =>
        Local.Contains(distribution.Name)
        && line.Path.StartsWith(distribution.DistInfo + "/", StringComparison.Ordinal);

    private void Record(List<RecordLine> record, BytesEntry entry) =>
        record.Add(RecordLine.Of(RelativeToSitePackages(entry.Path), entry.Content.Span));

    // A script that the wheel brings: uv has put the staging environment's Python into its first line.
    private BytesEntry? Script(Distribution distribution, RecordLine line, string name)
    {
        if (!IsThere(distribution, line, out var file))
            return null;
        var content = File.ReadAllBytes(file);
        var end = content.AsSpan().IndexOf((byte)'\n');
        var first = end < 0 ? "" : Encoding.UTF8.GetString(content, 0, end).TrimEnd('\r');
        if (
            first == "#!/bin/sh"
            && ThirdLine(content) is { } third
            && third.Lines.Contains("\n'''exec' '", StringComparison.Ordinal)
        )
            (first, end) = third; // uv's form for a path with a space or of more than 124 characters
        if (
            first.StartsWith("#!", StringComparison.Ordinal)
            && first.Contains(staging.Folder, StringComparison.OrdinalIgnoreCase)
        )
            content = [.. Encoding.UTF8.GetBytes(Shebang.OfPython(paths.Environment)), .. content.AsSpan(end)];
        return new BytesEntry($"{_environment}/bin/{name}", content, Executable: true);
    }

    // The first three lines, and where the third ends.
    private static (string Lines, int End)? ThirdLine(byte[] content)
    {
        var end = -1;
        for (var line = 0; line < 3; line++)
        {
            var length = content.AsSpan(end + 1).IndexOf((byte)'\n');
            if (length < 0)
                return null;
            end += length + 1;
        }

        return (Encoding.UTF8.GetString(content, 0, end), end);
    }

    private FileEntry? Data(Distribution distribution, RecordLine line)
    {
        if (!IsThere(distribution, line, out var file))
            return null;
        return new FileEntry(
            line.Path.StartsWith(RecordedPlaces.Up, StringComparison.Ordinal)
                ? $"{_environment}/{line.Path[RecordedPlaces.Up.Length..]}"
                : $"{SitePackages}/{line.Path}",
            file,
            IsExecutable(distribution, file) ? true : null
        )
        {
            Recorded = line.Sha256 is { } hash
                ? new RecordedContent($"{distribution.Name} {distribution.Version}", hash)
                : null,
        };
    }

    // A line without a hash may name a folder, or what an installer leaves out.
    private bool IsThere(Distribution distribution, RecordLine line, out string file)
    {
        file = line.File ?? throw LayerErrors.OutsideEnvironment(distribution.Name, line.Path);
        if (File.Exists(file))
            return true;
        if (line.Sha256 is not null)
            throw LayerErrors.IsNotInstalled(file, $"{distribution.Name} {distribution.Version}");
        log.Detail($"{distribution.Name} records '{line.Path}', which does not exist");
        return false;
    }

    // As the wheel has it, besides what shows in the content. Where a file system gives the bit to everything, it says
    // nothing.
    private bool IsExecutable(Distribution distribution, string file) =>
        !OperatingSystem.IsWindows()
        && HasBit(file)
        && !HasBit(Path.Combine(staging.SitePackages, distribution.DistInfo, "WHEEL"));

    private static bool HasBit(string file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != UnixFileMode.None;

    private string RelativeToSitePackages(string path) =>
        path.StartsWith(SitePackages + "/", StringComparison.Ordinal)
            ? path[(SitePackages.Length + 1)..]
            : RecordedPlaces.Up + path[(_environment.Length + 1)..];
}
