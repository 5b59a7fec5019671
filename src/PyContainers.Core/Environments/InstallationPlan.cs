using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
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

    /// <summary>Asks uv; requirements need the environment to be there.</summary>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">The failure, as <see cref="UvFailure"/> reads it.</exception>
    public async Task AskAsync(CancellationToken cancellation)
    {
        var names = request.Requirements is { } requirements
            ? await OfRequirementsAsync(requirements, cancellation).ConfigureAwait(false)
            : Parse(
                await UvProcess
                    .RunAsync(
                        tool,
                        EnvironmentCommands.PlanDependencies(request, request.Environment + "-none"),
                        log,
                        cancellation
                    )
                    .ConfigureAwait(false)
            );
        AtomicFile.WriteIfDifferent(File, string.Join('\n', names.Order(StringComparer.Ordinal)));
    }

    /// <summary>PEP 503 names of the distributions.</summary>
    public HashSet<string> Names() =>
        System.IO.File.ReadLines(File).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);

    /// <summary>Holds the environment against the plan.</summary>
    /// <param name="later">Packages that are not there yet.</param>
    /// <exception cref="PyContainersException">PYC3045.</exception>
    public void Check(IReadOnlyList<string> later)
    {
        var ignored = later.Select(PackageName.Normalise).ToHashSet(StringComparer.Ordinal);
        var planned = Names();
        var installed = StagingEnvironment.NamesIn(request.Environment);
        var missing = planned.Where(name => !installed.Contains(name) && !ignored.Contains(name)).ToList();
        var extra = installed.Where(name => !planned.Contains(name) && !ignored.Contains(name)).ToList();
        if (missing.Count + extra.Count > 0)
            throw LayerErrors.NotAsPlanned(request.Environment, missing, extra);
    }

    private async Task<List<string>> OfRequirementsAsync(
        Projects.RequirementSet requirements, CancellationToken cancellation)
    {
        using var folders = new BackendFolders(
            request.Environment + "-bytecode",
            UvEnvironment.InterpretersFolder(tool)
        );
        var command = EnvironmentCommands.PlanRequirements(request, requirements, folders);
        var result = await UvProcess.TryRunAsync(tool, command, log, cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw UvFailure.Read(command, result);
        List<string> names =
            [.. Added().Matches(result.Error).Select(match => PackageName.Normalise(match.Groups["name"].Value))];
        var told = Count().Match(result.Error) is { Success: true } count ? count.Groups["count"].Value : "0";
        return told == names.Count.ToString(CultureInfo.InvariantCulture)
            ? names
            : throw UvErrors.Failed("plan the dependencies", $"it told {told}, and {names.Count} could be read.");
    }

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
        @"^ *\+ (?<name>[A-Za-z0-9][A-Za-z0-9._-]*?)(==| @ )",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Added();
}
