using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Environments;

/// <summary>The distributions that uv says an environment of the platform has. uv alone reads markers and extras; what
/// goes into the image is held against its answer.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="request">What to install and where.</param>
/// <param name="log">Gets what uv says.</param>
internal sealed partial class InstallationPlan(UvTool tool, SyncRequest request, ILog log)
{
    // Beside the environment, for the stage that builds local packages.
    private string File => request.Environment + "-planned.txt";

    private string Nowhere => request.Environment + "-none";

    /// <summary>Asks uv; requirements need the environment to be there.</summary>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">The failure, as <see cref="UvFailure"/> reads it.</exception>
    public async Task AskAsync(CancellationToken cancellation)
    {
        // Only uv's text tells folders.
        var lines = request.Requirements is not null || request.Namesakes.Count > 0
            ? await AddedAsync(cancellation).ConfigureAwait(false)
            : Parse(
                await UvProcess
                    .RunAsync(tool, EnvironmentCommands.PlanDependencies(request, Nowhere), log, cancellation)
                    .ConfigureAwait(false)
            );
        AtomicFile.WriteIfDifferent(File, string.Join('\n', lines.Order(StringComparer.Ordinal)));
    }

    /// <summary>The packages, among those that the project knows, that an environment of the platform has.</summary>
    /// <param name="packages">The project's local packages.</param>
    public IReadOnlyList<LocalPackage> Choose(IEnumerable<LocalPackage> packages)
    {
        var planned = Planned();
        var byName = packages.ToLookup(package => PackageName.Normalise(package.Name), StringComparer.Ordinal);
        return
        [
            .. byName.Where(group => planned.ContainsKey(group.Key)).SelectMany(group =>
                group.Count() == 1 && !group.Single().HasNamesake
                    ? group
                    : group.Where(package => planned[group.Key] is { Length: > 0 } folder
                        && HostPath.AreSame(package.Folder, folder))),
        ];
    }

    /// <summary>The names of local packages for which the platform gets a package from elsewhere.</summary>
    public IReadOnlyList<string> FromElsewhere()
    {
        if (request.Namesakes.Count == 0)
            return [];
        var planned = Planned();
        return [.. request.Namesakes.Where(name =>
            planned.TryGetValue(PackageName.Normalise(name), out var folder) && folder.Length == 0)];
    }

    /// <summary>Holds the environment against the plan.</summary>
    /// <param name="later">Packages that are not there yet.</param>
    /// <exception cref="PyContainersException">PYC3045.</exception>
    public void Check(IReadOnlyList<string> later)
    {
        var ignored = later.Select(PackageName.Normalise).ToHashSet(StringComparer.Ordinal);
        var planned = Planned();
        var installed = StagingEnvironment.NamesIn(request.Environment);
        var missing = planned.Keys.Where(name => !installed.Contains(name) && !ignored.Contains(name)).ToList();
        var extra = installed.Where(name => !planned.ContainsKey(name) && !ignored.Contains(name)).ToList();
        if (missing.Count + extra.Count > 0)
            throw LayerErrors.NotAsPlanned(request.Environment, missing, extra);
    }

    // A PEP 503 name in each line, then a blank and the full path of the folder that it is built from, if any.
    private async Task<List<string>> AddedAsync(CancellationToken cancellation)
    {
        using var folders = new BackendFolders(
            request.Environment + "-bytecode",
            UvEnvironment.InterpretersFolder(tool)
        );
        var command = request.Requirements is { } requirements
            ? EnvironmentCommands.PlanRequirements(request, requirements, folders)
            : EnvironmentCommands.PlanDependenciesAsText(request, Nowhere);
        var result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw UvFailure.Read(command, result);
        List<string> added =
        [
            .. Added().Matches(result.Error).Select(match =>
                $"{PackageName.Normalise(match.Groups["name"].Value)} {FolderOf(match.Groups["url"].Value)}"),
        ];
        var told = Count().Match(result.Error) is { Success: true } count ? count.Groups["count"].Value : "0";
        return told == added.Count.ToString(CultureInfo.InvariantCulture)
            ? added
            : throw UvErrors.Failed("plan the dependencies", $"it told {told}, and {added.Count} could be read.");
    }

    private Dictionary<string, string> Planned() =>
        System.IO.File.ReadLines(File).Where(line => line.Length > 0)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(words => words[0], words => words.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);

    private static string FolderOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsFile && Directory.Exists(uri.LocalPath)
            ? Path.GetFullPath(uri.LocalPath)
            : "";

    private static List<string> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.GetProperty("sync").GetProperty("changes").EnumerateArray()
                .Where(change => change.GetProperty("action").GetString() is "installed" or "reinstalled")
                .Select(change => PackageName.Normalise(change.GetProperty("name").GetString()!)),
        ];
    }

    [GeneratedRegex(
        @"^Would install (?<count>[0-9]+) package",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Count();

    // ' + flask==3.1.3' and ' + mylib @ file:///src/mylib'
    [GeneratedRegex(
        @"^ *\+ (?<name>[A-Za-z0-9][A-Za-z0-9._-]*?)(==| @ (?<url>[^ \n]+))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Added();
}
