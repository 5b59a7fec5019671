using PyContainers.Core.Cache;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Layers;

/// <summary>The layer of the tools: an environment for each, and one folder for PATH with links to their
/// scripts.</summary>
public sealed class ToolsLayer
{
    /// <summary>The folder of all tools in the image.</summary>
    public const string Folder = "/opt/tools";

    /// <summary>The folder for PATH.</summary>
    public const string Bin = Folder + "/bin";

    private readonly LayersRequest _request;
    private readonly LayerCache _cache;
    private readonly ILog _log;
    private readonly List<(StagedTool Tool, StagingEnvironment Staging)> _tools;

    /// <summary>Reads the environments that uv filled.</summary>
    public ToolsLayer(LayersRequest request, LayerCache cache, ILog log)
    {
        (_request, _cache, _log) = (request, cache, log);
        _tools =
        [
            .. request
                .Tools.OrderBy(tool => tool.Name, StringComparer.Ordinal)
                .Select(tool => (tool, StagingEnvironment.Read(tool.Folder))),
        ];
    }

    /// <summary>Full paths of the tools' programs in the image.</summary>
    public IReadOnlyList<string> Programs =>
        [
            .. from tool in _tools
               from own in tool.Staging.Distributions.Where(one => one.Name == tool.Tool.Name)
               from name in own.Programs
               select $"{Bin}/{name}",
        ];

    /// <summary>The layers with that of the tools at its place, if there are any.</summary>
    public IReadOnlyList<PlannedLayer> AddTo(IReadOnlyList<PlannedLayer> layers)
    {
        if (_tools.Count == 0)
            return layers;
        var tools = new PlannedLayer(
            LayerKind.Tools,
            "tools",
            [.. _tools.SelectMany(tool => tool.Staging.Distributions)]
        );
        return
        [
            .. layers.Where(layer => layer.Kind < LayerKind.Tools),
            tools,
            .. layers.Where(layer => layer.Kind > LayerKind.Tools),
        ];
    }

    /// <summary>Everything in the layer.</summary>
    /// <exception cref="PyContainersException">PYC2022 or PYC3033.</exception>
    public IReadOnlyList<LayerEntry> Entries(CancellationToken cancellation) =>
        [.. _tools.SelectMany(tool => Of(tool.Tool, tool.Staging, cancellation))];

    private List<LayerEntry> Of(StagedTool tool, StagingEnvironment staging, CancellationToken cancellation)
    {
        var request = _request with { Paths = _request.Paths with { Environment = $"{Folder}/{tool.Name}" } };
        var environment = new EnvironmentEntries(staging, request.Paths, request.Interpreter.MinorVersion, _log);
        var distributions = staging
            .Distributions.Select(distribution =>
                (Distribution: distribution, Entries: environment.Of(distribution).ToList())
            )
            .ToList();
        List<LayerEntry> entries =
        [
            .. environment.Skeleton(request.Interpreter.Version, request.BaseInterpreter),
            .. distributions.SelectMany(one => one.Entries),
            .. Links(tool, distributions.Find(one => one.Distribution.Name == tool.Name).Entries ?? []),
        ];
        return [.. entries, .. new LayerBytecode(request, _cache, _log).OfThirdParty(distributions, cancellation)];
    }

    // Only the tool's own scripts, as "uv tool install" does: what it needs may bring some that the application has
    // too.
    private static List<LinkEntry> Links(StagedTool tool, IEnumerable<LayerEntry> own)
    {
        var bin = $"{Folder}/{tool.Name}/bin/".TrimStart('/');
        var scripts = own.Where(entry => entry.Path.StartsWith(bin, StringComparison.Ordinal))
            .Select(entry => entry.Path[bin.Length..])
            .ToList();
        return scripts.Count == 0
            ? throw ToolErrors.NoScripts(tool.Name)
            :
            [
                .. scripts.Select(script => new LinkEntry(
                    $"{Bin.TrimStart('/')}/{script}",
                    $"../{tool.Name}/bin/{script}"
                )),
            ];
    }
}
