using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>Finds uv, or downloads it from the first place that has the pinned version.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says about uv; the indexes are found here.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class ProvisionUvStage(BuildState state, UvOptions options, ILog log)
{
    /// <summary>What <c>PyContainerProject</c> points to, as a full path; empty without a project.</summary>
    public string Project { get; init; } = "";

    /// <summary>The product's folder in the user's cache; empty for the system's usual place.</summary>
    public string CacheFolder { get; init; } = "";

    /// <summary>What build backends stamp wheels with, in seconds since 1970.</summary>
    public required long SourceDateEpoch { get; init; }

    /// <summary>The folder of uv's cache, unless a kit has one; empty for uv's own.</summary>
    public string UvCache { get; init; } = "";

    /// <summary>What uv has said to other projects of the build.</summary>
    public UvAnswers Known { get; init; } = new();

    /// <summary>Writes down which uv is used.</summary>
    /// <param name="cancellation">Ends the download.</param>
    /// <exception cref="PyContainersException">PYC1001 to PYC1007, PYC1020, PYC1030, PYC1032.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var cache = CacheFolder.Length > 0 ? CacheFolder : UserFolders.Cache(Environment.GetEnvironmentVariable);
        var named = Project.Length > 0
            ? options with { Indexes = () => IndexSettings.Of(Project, Environment.GetEnvironmentVariable) }
            : options;
        var locator = new UvLocator(named, cache, log) { Known = Known };
        var tool = await locator.FindAsync(cancellation).ConfigureAwait(false);
        state.Uv.Write(tool with
        {
            SourceDateEpoch = SourceDateEpoch,
            UvCache = UvCache.Length > 0 && tool.Kit?.UvCache is null ? UvCache : null,
        });
        log.Step($"uv {tool.Version} ({tool.Path})");
    }
}
