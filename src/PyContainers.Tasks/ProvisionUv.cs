using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;
using PyContainers.Core.Uv;

namespace PyContainers.Tasks;

/// <summary>Stage 1: finds uv, or downloads the pinned version, and writes down which one is used.</summary>
public sealed class ProvisionUv : PyContainerTask
{
    /// <summary>The folder of the build's state, ex: <c>obj/Release/net10.0/pycontainer/</c> as a full path.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The product's folder in the user's cache; empty for the system's usual place.</summary>
    public string CacheFolder { get; set; } = "";

    /// <summary><c>PyContainerProject</c> as a full path: its settings name the package index.</summary>
    public string Project { get; set; } = "";

    /// <summary><c>PyContainerUvPath</c>, or empty.</summary>
    public string UvPath { get; set; } = "";

    /// <summary><c>PyContainerUvVersion</c>, or empty.</summary>
    public string UvVersion { get; set; } = "";

    /// <summary><c>PyContainerUvSha256</c>, or empty.</summary>
    public string UvSha256 { get; set; } = "";

    /// <summary><c>PyContainerUvDownloadUrl</c>, or empty.</summary>
    public string UvDownloadUrl { get; set; } = "";

    /// <summary><c>PyContainerOfflineKit</c>, or empty.</summary>
    public string OfflineKit { get; set; } = "";

    /// <summary>The folder of uv's cache when a kit is made; empty for uv's own.</summary>
    public string UvCache { get; set; } = "";

    /// <summary><c>SOURCE_DATE_EPOCH</c>, or empty: MSBuild makes a property of the variable.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "finding uv";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var options = new UvOptions
        {
            Path = UvPath,
            Version = UvVersion,
            Sha256 = UvSha256,
            DownloadUrl = UvDownloadUrl,
            OfflineKit = OfflineKit,
            SearchPath = SearchPath(),
        };
        var stage = new ProvisionUvStage(new BuildState(StateFolder), options, BuildLog)
        {
            Project = Project,
            CacheFolder = CacheFolder,
            UvCache = UvCache,
            Known = BuildObjects.Shared(BuildEngine, () => new UvAnswers()),
            SourceDateEpoch = LayerTime.Parse(SourceDateEpoch).ToUnixTimeSeconds(),
        };
        await stage.RunAsync(Cancellation);
    }

    /// <summary>The folders of PATH.</summary>
    internal static string[] SearchPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified)
            .ToArray();
}
