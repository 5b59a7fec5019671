using System.Text.RegularExpressions;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Policy;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>What an organisation allows; an empty list allows everything.</summary>
/// <param name="BaseImages"><c>PyContainerAllowedBaseImages</c>.</param>
/// <param name="Indexes"><c>PyContainerAllowedIndexes</c>.</param>
/// <param name="RequireHashes"><c>PyContainerRequireHashes</c>.</param>
/// <param name="BaseImage">The base as the user wrote it.</param>
/// <param name="Project">Full path of what <c>PyContainerProject</c> points to.</param>
/// <param name="Tools">The requirements of the programs beside the application.</param>
public sealed record CheckPolicyOptions(
    IReadOnlyList<string> BaseImages, IReadOnlyList<string> Indexes, bool RequireHashes, string BaseImage,
    string Project, IReadOnlyList<string> Tools);

/// <summary>Refuses what an organisation does not allow, before anything of it is installed. The whole lockfile counts,
/// not only what this image needs of it: a developer's machine installs the rest.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What is allowed, and what is used.</param>
/// <param name="variable">The environment.</param>
public sealed partial class CheckPolicyStage(
    BuildState state, CheckPolicyOptions options, Func<string, string?> variable)
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PyContainersException">PYC6010 to PYC6012.</exception>
    public void Run()
    {
        if (options.BaseImages.Count > 0 && !new AllowedImages(options.BaseImages).Allow(options.BaseImage))
            throw PolicyErrors.Base(options.BaseImage, options.BaseImages);
        var project = state.Project.Read();
        var lockfile = ProjectManifests.LockOf(project);
        var sources = lockfile is null ? [] : LockedSource.In(lockfile);
        if (options.Indexes.Count > 0)
            CheckSources(project, lockfile, sources);
        if (options.RequireHashes)
            CheckHashes(project, lockfile, sources);
    }

    private void CheckSources(ProjectInfo project, string? lockfile, IReadOnlyList<LockedSource> sources)
    {
        var allowed = new AllowedSources(options.Indexes);
        var refused = sources.Where(one => one.Address.Length > 0 && !allowed.Allow(one.Address)).ToList();
        if (refused.Count > 0)
            throw PolicyErrors.Source(
                [.. refused.Select(one => (one.Package, Shown(one.Address)))], options.Indexes, lockfile!,
                refused[0].Line);
        foreach (var (file, line, address) in lockfile is null ? Named(project.Requirements!) : [])
        {
            if (!allowed.Allow(address))
                throw PolicyErrors.Source([("", Shown(address))], options.Indexes, file, line);
        }

        // Nothing says beforehand where these come from, but what uv is told.
        if (lockfile is not null && options.Tools.Count == 0)
            return;
        var indexes = IndexSettings.Of(options.Project, variable);
        if (indexes.Count == 0)
            throw PolicyErrors.NoIndex(options.Indexes, project.File);
        if (indexes.FirstOrDefault(index => !allowed.Allow(index.Shown)) is { } other)
            throw PolicyErrors.Source([("", other.Shown)], options.Indexes, project.File, 0);
    }

    private void CheckHashes(ProjectInfo project, string? lockfile, IReadOnlyList<LockedSource> sources)
    {
        var without = sources.Where(one => one is { IsArchive: true, HasHash: false }).ToList();
        if (without.Count > 0)
            throw PolicyErrors.Unhashed(
                [.. without.Select(one => one.Package)],
                "Lock again with an index that tells the hashes of its files.", lockfile, without[0].Line);
        if (lockfile is null && project.Requirements is { Hashed: false } requirements)
            throw PolicyErrors.Unhashed(
                [Path.GetFileName(requirements.File)],
                "Write a complete file with 'uv pip compile --universal --generate-hashes'.", requirements.File);
        if (options.Tools.Count > 0)
            throw PolicyErrors.Unhashed(
                options.Tools,
                "PyContainerTool installs what a tool needs without hashes: make the tool a dependency of the "
                    + "project.");
    }

    private static IEnumerable<(string File, int Line, string Address)> Named(RequirementSet requirements) =>
        from file in requirements.Files
        from line in File.ReadLines(file).Index()
        from Match match in Address().Matches(Comment().Replace(line.Item, ""))
        select (file, line.Index + 1, match.Groups["url"].Value);

    private static string Shown(string address) => new UvIndex(address).Shown;

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<url>\b[a-z][a-z0-9]*://[^\s'"";]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Address();
}
