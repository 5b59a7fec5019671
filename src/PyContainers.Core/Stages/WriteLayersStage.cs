using System.Globalization;
using PyContainers.Core.Applications;
using PyContainers.Core.Cache;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Layers;
using PyContainers.Core.Libraries;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the layers, the start and the cache.</summary>
/// <param name="Layers">The layers.</param>
/// <param name="Start">How the image starts.</param>
/// <param name="CacheMegabytes">How many megabytes the user's cache of layers and bytecode may hold.</param>
public sealed record WriteLayersOptions(LayersOptions Layers, ChooseStartOptions Start, int CacheMegabytes)
{
    /// <summary>The user's own <c>LD_LIBRARY_PATH</c> in the image, or empty.</summary>
    public string LibraryPath { get; init; } = "";

    /// <summary>Names of libraries that are there at run time by other means.</summary>
    public IReadOnlyCollection<string> ProvidedLibraries { get; init; } = [];
}

/// <summary>Plans the layers of one platform, writes those that the user's cache does not have, and decides how the
/// image starts.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
/// <param name="elsewhere">Looks for layers that the user's cache does not have; null for nowhere.</param>
/// <param name="log">Gets a line for each layer.</param>
public sealed class WriteLayersStage(
    BuildState state, WriteLayersOptions options, FindLayer? elsewhere, ILog log)
{
    private readonly PlatformState _platform = state.For(options.Layers.RuntimeIdentifier);

    /// <summary>Writes layers and start down.</summary>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The layers.</returns>
    /// <exception cref="PyContainersException">PYC2014, PYC2019, PYC303x.</exception>
    public WrittenLayers Run(CancellationToken cancellation)
    {
        var input = new LayersInput(state, options.Layers);
        var (request, cache) = (input.Request(), input.Cache());
        LeftOutReport.Write(input.Content, request.AppEntries, log);
        ScriptLineEnds.Check(request.AppEntries, log);
        var builder = new LayersBuilder(request, cache, log) { Elsewhere = elsewhere };
        // First, because it fails faster.
        new ChooseStartStage(_platform, options.Start, log).Run(request, builder.Staging, builder.ToolPrograms);
        var layers = builder.Build(cancellation);
        // The interpreter and what is built here are not chosen by platform tags, and no tag names every library.
        new LibraryCheck(Libraries(request, layers), log).Run();
        _platform.Layers.Renew(layers);
        Prune(cache, cancellation);
        return layers;
    }

    private LibraryView Libraries(LayersRequest request, WrittenLayers layers)
    {
        var ofBase = OciImage.Load(_platform.Base).Config.Variable("LD_LIBRARY_PATH") ?? "";
        var path = options.LibraryPath.Length > 0 ? options.LibraryPath : ofBase;
        var (paths, minor) = (request.Paths, request.Interpreter.MinorVersion);
        var start = options.Start.Infer ? _platform.Start.Read().Arguments : options.Start.Command.Words;
        return new LibraryView
        {
            Layers = layers.Layers,
            Tree = request.Below,
            Base = _platform.BaseLibraries.Read(),
            Facts = _platform.BaseFacts.Read(),
            BaseImage = options.Start.BaseImage,
            Architecture = Platform.Of(options.Layers.RuntimeIdentifier).Arch,
            MinorVersion = minor,
            Interpreter = Placed($"{paths.Interpreter}/bin/python{minor}"),
            LibraryPath = path.Split(':', StringSplitOptions.RemoveEmptyEntries),
            Provided = options.ProvidedLibraries,
            Start = start is not [{ Length: > 0 } program, ..] ? ""
                : Placed(program.Contains('/', StringComparison.Ordinal)
                    ? paths.Absolute(program)
                    : $"{paths.Environment}/bin/{program}"),
        };

        string Placed(string file) => "/" + request.Below.Resolve(file, followLast: false);
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
