using System.Globalization;
using PyContainers.Core.Applications;
using PyContainers.Core.Cache;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Layers;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the layers, the start and the cache.</summary>
/// <param name="Layers">The layers.</param>
/// <param name="Start">How the image starts.</param>
/// <param name="CacheMegabytes">How many megabytes the user's cache of layers and bytecode may hold.</param>
public sealed record WriteLayersOptions(LayersOptions Layers, ChooseStartOptions Start, int CacheMegabytes);

/// <summary>Plans the layers of one platform, writes those that the user's cache does not have, and decides how the
/// image starts.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
/// <param name="log">Gets a line for each layer.</param>
public sealed class WriteLayersStage(BuildState state, WriteLayersOptions options, ILog log)
{
    private readonly PlatformState _platform = state.For(options.Layers.RuntimeIdentifier);

    /// <summary>Writes layers and start down.</summary>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="PyContainersException">PYC2014, PYC2019, PYC303x.</exception>
    public void Run(CancellationToken cancellation)
    {
        var input = new LayersInput(state, options.Layers);
        var (request, cache) = (input.Request(), input.Cache());
        LeftOutReport.Write(input.Content, request.AppEntries, log);
        ScriptLineEnds.Check(request.AppEntries, log);
        var builder = new LayersBuilder(request, cache, log);
        // First, because it fails faster.
        new ChooseStartStage(_platform, options.Start, log).Run(request, builder.Staging, builder.ToolPrograms);
        var layers = builder.Build(cancellation);
        CheckGlibc(layers);
        _platform.Layers.Renew(layers);
        Prune(cache, cancellation);
    }

    // The interpreter and wheels built here are not chosen by platform tags, so the real need is held against the real
    // base.
    private void CheckGlibc(WrittenLayers layers)
    {
        var facts = _platform.BaseFacts.Read();
        if (layers.Layers.MaxBy(layer => layer.Blob.Glibc)?.Blob is { } newest && newest.Glibc > facts.GlibcMinor)
            throw LayerErrors.GlibcTooOld(
                newest.GlibcFile, newest.Glibc, options.Start.BaseImage, "glibc " + facts.GlibcVersion);
    }

    private void Prune(LayerCache cache, CancellationToken cancellation)
    {
        var pruner = new CachePruner(cache, options.CacheMegabytes * 1_000_000L, TimeProvider.System);
        if (pruner.PruneDaily(cancellation) is > 0 and var freed)
            log.Step(string.Create(
                CultureInfo.InvariantCulture,
                $"removed {freed / 1e6:0} MB of unused layers and bytecode from '{cache.Folder}'"));
    }
}
