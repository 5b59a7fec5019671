using System.Diagnostics;
using System.Globalization;
using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Layers;

/// <summary>Looks for a layer elsewhere that the user's cache does not have; null when it has to be written.</summary>
/// <param name="key">See <see cref="LayerKey"/>.</param>
/// <param name="cancellation">Ends the looking.</param>
public delegate WrittenLayer? FindLayer(string key, CancellationToken cancellation);

/// <summary>Plans the layers of an image and writes those that the cache does not have.</summary>
public sealed class LayersBuilder
{
    private readonly LayersRequest _request;
    private readonly LayerCache _cache;
    private readonly ILog _log;
    private readonly LayerBytecode _bytecode;
    private readonly ToolsLayer _tools;
    private readonly string _minor;

    /// <summary>Reads the environment that uv filled.</summary>
    /// <exception cref="PyContainersException">PYC3032 or PYC3034.</exception>
    public LayersBuilder(LayersRequest request, LayerCache cache, ILog log)
    {
        (_request, _cache, _log) = (request, cache, log);
        _bytecode = new LayerBytecode(request, cache, log);
        _tools = new ToolsLayer(request, cache, log);
        Staging = StagingEnvironment.Read(request.EnvironmentFolder);
        _minor = request.Interpreter.MinorVersion;
    }

    /// <summary>What uv installed.</summary>
    public StagingEnvironment Staging { get; }

    /// <summary>Where layers of third parties are looked for that the cache does not have.</summary>
    public FindLayer? Elsewhere { get; init; }

    /// <inheritdoc cref="ToolsLayer.Programs"/>
    public IReadOnlyList<string> ToolPrograms => _tools.Programs;

    /// <summary>The layers, bottom to top; nothing is written.</summary>
    public IReadOnlyList<PlannedLayer> Plan()
    {
        var local = _request.Project.LocalNames();
        var ownInterpreter = _request.BaseInterpreter is null && _request.TakenOver.Count == 0;
        var budget = _request.Tools.Count > 0 ? _request.Budget - 1 : _request.Budget;
        return _tools.AddTo(
            LayerPlanner.Plan(
                Staging.Distributions,
                PackageName.Normalise(_request.Project.Name),
                local,
                ownInterpreter,
                budget
            )
        );
    }

    /// <summary>The layers with what the cache knows of them; nothing is written.</summary>
    public IReadOnlyList<PreviewedLayer> Preview() =>
        [
            .. _request.TakenOver.Select(layer => new PreviewedLayer(
                new PlannedLayer(layer.Kind, layer.Name, []),
                layer.Blob.Size,
                Reused: true
            )),
            .. Plan()
                .Select(layer =>
                    _cache.Find(LayerKey.Of(layer, _request)) is { } blob
                        ? new PreviewedLayer(layer, blob.Size, Reused: true)
                        : new PreviewedLayer(
                            layer,
                            layer.Distributions.Sum(distribution => distribution.Size),
                            Reused: false
                        )
                ),
        ];

    /// <summary>Writes what is missing.</summary>
    /// <exception cref="PyContainersException">PYC303x.</exception>
    public WrittenLayers Build(CancellationToken cancellation)
    {
        WarnOfContested();
        // Two at once: while one compiles or is verified, the other is read from disk. More would only take more
        // memory.
        using var two = new SemaphoreSlim(2);
        var layers = Task.WhenAll(Plan().Select(Start)).GetAwaiter().GetResult();
        foreach (var (layer, time) in layers)
            _log.Step(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"layer '{layer.Name}': {layer.Blob.Size / 1e6:0.0} MB, "
                        + $"{(layer.From.Length > 0 ? $"from '{layer.From}'"
                        : layer.Reused ? "from the cache"
                        : $"written in {time.TotalSeconds:0.00} s")}"
                )
            );
        return new WrittenLayers(WithSharedLibrary(
            [.. _request.TakenOver, .. layers.Select(one => one.Layer)], two, cancellation));

        // On threads of their own: they wait for processes and locks, and the pool's compress.
        Task<(WrittenLayer Layer, TimeSpan Time)> Start(PlannedLayer layer) =>
            Task.Factory.StartNew(
                () => GetOrWrite(layer, two, cancellation),
                cancellation,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
    }

    // The interpreter's executable has the library in itself; a program that embeds Python needs the file, and few
    // images have one. Which do is known only when their layers are.
    private IReadOnlyList<WrittenLayer> WithSharedLibrary(
        IReadOnlyList<WrittenLayer> layers, SemaphoreSlim turn, CancellationToken cancellation)
    {
        var name = SharedLibrary.NameOf(_minor);
        var compiled = layers.SelectMany(layer => layer.Blob.Compiled).ToList();
        if (_request.InterpreterArchive is null
            || !_request.IsEmbedded && !compiled.Exists(file => file.Needs.Any(need => need.Name == name))
            || compiled.Exists(file => file.Name == name))
            return layers;
        var planned = new PlannedLayer(LayerKind.Interpreter, LayerPlanner.SharedLibrary, []);
        var own = layers.TakeWhile(layer => DependencyRecord.IsBelowPackages(layer.Kind)).Count();
        return [.. layers.Take(own), GetOrWrite(planned, turn, cancellation).Layer, .. layers.Skip(own)];
    }

    private (WrittenLayer Layer, TimeSpan Time) GetOrWrite(
        PlannedLayer layer,
        SemaphoreSlim turn,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        var key = LayerKey.Of(layer, _request);
        if (Elsewhere is not null && DependencyRecord.IsBelowPackages(layer.Kind) && !_cache.Has(key)
            && Elsewhere(key, cancellation) is { } found)
            return (
                found with { Key = key, Kind = layer.Kind, Name = layer.Name, Content = Content(layer) },
                watch.Elapsed);
        turn.Wait(cancellation);
        try
        {
            watch.Restart();
            var (blob, reused) = _cache.GetOrCreate(
                key,
                folder => Write(layer, folder, cancellation),
                file => _log.Notice($"waiting for another build that writes the layer '{layer.Name}' (lock '{file}')"),
                cancellation
            );
            return (
                new WrittenLayer(layer.Kind, layer.Name, blob, reused, Content(layer)) { Key = key }, watch.Elapsed);
        }
        finally
        {
            turn.Release();
        }
    }

    private void WarnOfContested()
    {
        var pairs = Staging.Contested.Where(file => !file.IsSame)
            .SelectMany(file => file.Others.Select(other => (file.Owner, Other: other, file.Path)))
            .GroupBy(file => (file.Owner, file.Other), file => file.Path);
        foreach (var pair in pairs)
            _log.Warning(LayerErrors.Contested(pair.Key.Owner, pair.Key.Other, [.. pair]));
    }

    private LayerBlob Write(PlannedLayer layer, string folder, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder();
        var entries = layer.Kind switch
        {
            LayerKind.Interpreter => InterpreterEntries(layer.Name, scratch.Path, cancellation),
            LayerKind.Tools => _tools.Entries(cancellation),
            _ => PackageEntries(layer, scratch.Path, cancellation),
        };
        var total = entries.OfType<FileEntry>().Sum(entry => new FileInfo(entry.Source).Length);
        var progress = new WriteProgress(layer.Name, total, _log, TimeProvider.System);
        return LayerWriter.Write(entries, folder, _request.Time, _request.Below, progress.Add, cancellation);
    }

    private List<LayerEntry> InterpreterEntries(string layer, string scratch, CancellationToken cancellation)
    {
        var archive = InterpreterArchive.Unpack(
            _request.InterpreterArchive!.Path,
            Directory.CreateDirectory(Path.Combine(scratch, "python")).FullName,
            cancellation
        );
        if (layer == LayerPlanner.SharedLibrary)
            return archive.SharedLibrary(_request.Paths.Interpreter).ToList() is { Count: > 0 } library
                ? library
                : throw LayerErrors.NoSharedLibrary(_request.Interpreter.Version, SharedLibrary.NameOf(_minor));
        List<LayerEntry> entries = [.. archive.Entries(_request.Paths.Interpreter, _minor)];
        return [.. entries, .. _bytecode.Of(entries, scratch, usersOwn: false, cancellation)];
    }

    private List<LayerEntry> PackageEntries(PlannedLayer layer, string scratch, CancellationToken cancellation)
    {
        var environment = new EnvironmentEntries(Staging, _request.Paths, _minor, _log)
        {
            Local = _request.Project.LocalNames(),
        };
        var distributions = layer
            .Distributions.Select(distribution =>
                (Distribution: distribution, Entries: environment.Of(distribution).ToList())
            )
            .ToList();
        List<LayerEntry> entries = [.. distributions.SelectMany(one => one.Entries)];
        if (layer.Kind is not (LayerKind.App or LayerKind.LocalPackages))
            return [.. entries, .. _bytecode.OfThirdParty(distributions, cancellation)];

        if (layer.Kind == LayerKind.App)
        {
            entries.AddRange(environment.Skeleton(_request.Interpreter.Version, _request.BaseInterpreter));
            entries.AddRange(_request.AppEntries);
            entries.AddRange(_request.WritableFolders);
            // In a writable folder of the application the environment is still root's.
            entries.Add(new DirectoryEntry(_request.Paths.Environment.Trim('/')));
        }

        return [.. entries, .. _bytecode.Of(entries, scratch, usersOwn: true, cancellation)];
    }

    private string[] Content(PlannedLayer layer) => layer.Kind switch
    {
        LayerKind.Interpreter when layer.Name == LayerPlanner.SharedLibrary => [],
        LayerKind.Interpreter => [$"cpython {_request.Interpreter.Version}"],
        _ => [.. layer.Distributions.Select(distribution => $"{distribution.Name} {distribution.Version}")],
    };
}
