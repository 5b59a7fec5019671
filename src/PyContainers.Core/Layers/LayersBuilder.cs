using System.Diagnostics;
using System.Globalization;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Layers;

/// <summary>Plans the layers of an image and writes those that the cache does not have.</summary>
public sealed class LayersBuilder
{
    private readonly LayersRequest _request;
    private readonly LayerCache _cache;
    private readonly ILog _log;
    private readonly LayerBytecode _bytecode;
    private readonly string _minor;

    /// <summary>Reads the environment that uv filled.</summary>
    /// <exception cref="PyContainersException">PYC3032 or PYC3034.</exception>
    public LayersBuilder(LayersRequest request, LayerCache cache, ILog log)
    {
        (_request, _cache, _log) = (request, cache, log);
        _bytecode = new LayerBytecode(request, cache.Bytecode, log);
        Staging = StagingEnvironment.Read(request.EnvironmentFolder);
        _minor = request.Interpreter.MinorVersion;
    }

    /// <summary>What uv installed.</summary>
    public StagingEnvironment Staging { get; }

    /// <summary>The layers, bottom to top; nothing is written.</summary>
    public IReadOnlyList<PlannedLayer> Plan()
    {
        var local = _request.Project.LocalPackages.Select(package => Projects.ProjectReader.NormalisedName(package.Name)).ToHashSet(StringComparer.Ordinal);
        return LayerPlanner.Plan(Staging.Distributions, Projects.ProjectReader.NormalisedName(_request.Project.Name), local, ownInterpreter: _request.BaseInterpreter is null, _request.Budget);
    }

    /// <summary>The layers with what the cache knows of them; nothing is written.</summary>
    public IReadOnlyList<PreviewedLayer> Preview() => [.. Plan().Select(layer =>
        _cache.Find(LayerKey.Of(layer, _request)) is { } blob
            ? new PreviewedLayer(layer, blob.Size, Reused: true)
            : new PreviewedLayer(layer, layer.Distributions.Sum(distribution => distribution.Size), Reused: false))];

    /// <summary>Writes what is missing.</summary>
    /// <exception cref="PyContainersException">PYC303x.</exception>
    public WrittenLayers Build(CancellationToken cancellation)
    {
        var written = new List<WrittenLayer>();
        foreach (var layer in Plan())
        {
            cancellation.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            var (blob, reused) = _cache.GetOrCreate(LayerKey.Of(layer, _request), folder => Write(layer, folder, cancellation), cancellation);
            _log.Step(string.Create(CultureInfo.InvariantCulture, $"layer '{layer.Name}': {blob.Size / 1e6:0.0} MB, {(reused ? "from the cache" : $"written in {watch.Elapsed.TotalSeconds:0.00} s")}"));
            written.Add(new WrittenLayer(layer.Kind, layer.Name, blob, reused, Content(layer)));
        }

        return new WrittenLayers(written);
    }

    private LayerBlob Write(PlannedLayer layer, string folder, CancellationToken cancellation)
    {
        var scratch = Directory.CreateTempSubdirectory("pycontainers-").FullName;
        try
        {
            var entries = layer.Kind == LayerKind.Interpreter ? InterpreterEntries(scratch, cancellation) : PackageEntries(layer, scratch, cancellation);
            return LayerWriter.Write(entries, folder, _request.Time, cancellation);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private List<LayerEntry> InterpreterEntries(string scratch, CancellationToken cancellation)
    {
        var archive = InterpreterArchive.Unpack(_request.InterpreterArchive!, Directory.CreateDirectory(Path.Combine(scratch, "python")).FullName, cancellation);
        List<LayerEntry> entries = [.. archive.Entries(_request.Paths.Interpreter, _minor, keepSharedLibrary: false)];
        return [.. entries, .. _bytecode.Of(entries, scratch, warn: false, cancellation)];
    }

    private List<LayerEntry> PackageEntries(PlannedLayer layer, string scratch, CancellationToken cancellation)
    {
        var environment = new EnvironmentEntries(Staging, _request.Paths, _minor, _log);
        var distributions = layer.Distributions.Select(distribution => (Distribution: distribution, Entries: environment.Of(distribution).ToList())).ToList();
        List<LayerEntry> entries = [.. distributions.SelectMany(one => one.Entries)];
        if (layer.Kind is not (LayerKind.App or LayerKind.LocalPackages))
            return [.. entries, .. _bytecode.OfThirdParty(distributions, cancellation)];

        if (layer.Kind == LayerKind.App)
        {
            // The patch of the base's interpreter is not known, and may be another on the next day.
            entries.AddRange(_request.BaseInterpreter is { } own
                ? environment.Skeleton(_minor, own)
                : environment.Skeleton(_request.Interpreter.Version, $"{_request.Paths.Interpreter}/bin/python{_minor}"));
            entries.AddRange(_request.AppEntries);
            entries.AddRange(_request.WritableFolders);
        }

        return [.. entries, .. _bytecode.Of(entries, scratch, warn: true, cancellation)];
    }

    private string[] Content(PlannedLayer layer) => layer.Kind switch
    {
        LayerKind.Interpreter => [$"cpython {_request.Interpreter.Version}"],
        _ => [.. layer.Distributions.Select(distribution => $"{distribution.Name} {distribution.Version}")],
    };
}
