using PyContainers.Core.Bytecode;
using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Layers;

/// <summary>The bytecode that goes into layers: third-party distributions' from the user's cache, everything else's
/// compiled for the occasion.</summary>
internal sealed class LayerBytecode
{
    private readonly LayersRequest _request;
    private readonly BytecodeCompiler _compiler;
    private readonly BytecodeCache _cache;
    private readonly string _minor;

    public LayerBytecode(LayersRequest request, LayerCache cache, ILog log)
    {
        _request = request;
        _compiler = new BytecodeCompiler(request.Interpreter.HostPath, log);
        _cache = new BytecodeCache(cache, _compiler);
        _minor = request.Interpreter.MinorVersion;
    }

    /// <summary>The bytecode of distributions that change with the lock only, besides their tests'.</summary>
    public IEnumerable<SliceEntry> OfThirdParty(
        IReadOnlyList<(Distribution Distribution, List<LayerEntry> Entries)> distributions,
        CancellationToken cancellation
    )
    {
        if (!_request.CompileBytecode)
            return [];
        var groups = distributions
            .Select(one => BytecodeGroup.Of(KeyOf(one.Distribution), one.Entries.Where(IsUsed), _minor))
            .ToList();
        return _cache.GetOrCompile(groups, cancellation);

        // Below the environment: that itself may be in a folder called 'test'.
        bool IsUsed(LayerEntry entry) => !TestModule.Is(entry.Path[_request.Paths.Environment.Length..]);
    }

    /// <summary>The bytecode of entries that change often, or are compiled once for ever.</summary>
    public IEnumerable<SliceEntry> Of(
        IReadOnlyList<LayerEntry> entries,
        string scratch,
        bool usersOwn,
        CancellationToken cancellation
    )
    {
        if (!_request.CompileBytecode)
            return [];
        var packs = BytecodeGroup.Of("", entries, _minor).Packs(scratch).ToList();
        _compiler.CompileAsync(packs, usersOwn, cancellation).GetAwaiter().GetResult();
        return packs.SelectMany(pack => pack.Entries());
    }

    // The sources' paths in the image are in the bytecode.
    private string KeyOf(Distribution distribution) =>
        Digests.Of(
            $"packs {LayerWriter.FormatVersion} {_request.Interpreter.Version} {_request.Paths.Environment} "
                + $"{distribution.Fingerprint}"
        );
}
