using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;
using PyContainers.Core.Fleet;
using PyContainers.Core.Loopback;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>
/// Stage 9: serves the composed image on localhost for the rest of the build, as the base image of the SDK's own
/// <c>PublishContainer</c>,
/// unless the destination has it already. The real base's layers are fetched only if somebody asks for them.
/// </summary>
public sealed class ServeImage : BaseImageTask
{
    /// <summary>The repository published to.</summary>
    public string OutputRepository { get; set; } = "";

    /// <summary>Full path of the archive to write, or of a folder for it; empty for another destination.</summary>
    public string ArchiveOutputPath { get; set; } = "";

    /// <summary>The archive's file.</summary>
    [Output]
    public string Archive { get; set; } = "";

    /// <summary>When that file was last written before, as text.</summary>
    [Output]
    public string ArchiveBefore { get; set; } = "";

    /// <summary>Whether the destination has this image already.</summary>
    [Output]
    public bool Unchanged { get; set; }

    /// <summary>Its digest for each platform; empty where a local engine has it.</summary>
    [Output]
    public string[] UnchangedDigests { get; set; } = [];

    /// <summary>The loopback registry, <c>localhost:PORT</c>.</summary>
    [Output]
    public string Registry { get; set; } = "";

    /// <summary>The repository in it.</summary>
    [Output]
    public string Repository { get; set; } = "";

    /// <summary>The composed image, or the index of several.</summary>
    [Output]
    public string Digest { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var archive = ArchiveOutputPath.Length > 0 ? ImageArchiveFile.Of(ArchiveOutputPath, OutputRepository) : null;
        (Archive, ArchiveBefore) = (archive?.Path ?? "", archive?.Before ?? "");
        var options = new ServeImageOptions(RuntimeIdentifiers, BaseName, DisplayName)
        {
            Archive = archive,
            OutputRegistry = archive is null ? OutputRegistry : "",
            OutputRepository = OutputRepository,
        };
        using var published = BuildObjects.Take<PublishedImages>(BuildEngine, StateFolder);
        var served = new ServeImageStage(new BuildState(StateFolder), options, Source, Fetch, Fleet, BuildLog)
            .Run(published, Loopback, Cancellation);
        (Unchanged, UnchangedDigests) = (served.Unchanged, [.. served.UnchangedDigests]);
        (Registry, Repository, Digest) = (served.Registry, served.Repository, served.Digest);
        var sent = await SentAsync();
        if (!Unchanged && OutputRegistry.Length > 0)
            BuildObjects.Keep(
                BuildEngine, PushMeter.NameOf(OutputRegistry, OutputRepository),
                new PushMeter(OutputRegistry, OutputRepository, sent));
    }

    private LoopbackRegistry Loopback() =>
        BuildObjects.Shared(BuildEngine, () => new LoopbackRegistry(new BlobStore()));

    private async Task<long> SentAsync()
    {
        var state = new BuildState(StateFolder);
        var all = 0L;
        foreach (var runtimeIdentifier in RuntimeIdentifiers)
        {
            using var uploads = BuildObjects.Take<EarlyUploads>(BuildEngine, state.For(runtimeIdentifier).Layers.Path);
            if (uploads is null)
                continue;
            var (bytes, failure) = await uploads.FinishAsync(Cancellation);
            if (failure is not null)
                BuildLog.Detail($"new layers of {runtimeIdentifier} were not all sent early: {failure}");
            all += bytes;
        }

        return all;
    }

    private FleetLayers Fleet(FleetPlace place) =>
        new FleetClient(BuildEngine, ContainersAssembly, $"{place}", BuildLog) { OutputRegistry = OutputRegistry }
            .Layers(new BuildState(StateFolder))!;

    private FetchLayer Fetch()
    {
        var sdk = Sdk();
        return (image, runtimeIdentifier, layer, failure, stop) =>
            RegistrySource.Fetch(sdk, image, runtimeIdentifier, layer, (reason, _) => failure(reason), stop);
    }
}
