using System.Text.Json;
using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Sbom;

/// <summary>Fragments beside the layers that they describe, by the layer's digest: a layer is read once.</summary>
/// <param name="cache">The user's cache.</param>
public sealed class FragmentCache(LayerCache cache)
{
    /// <summary>The file of a layer's fragment; it need not be there.</summary>
    /// <param name="layer">The layer.</param>
    public string FileOf(LayerBlob layer) => Path.Combine(cache.Fragments, Digests.Hex(layer.Digest) + ".json");

    /// <summary>The fragment of a layer as it is kept; null like <see cref="Of"/>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public byte[]? BytesOf(LayerBlob layer, CancellationToken cancellation) =>
        Of(layer, cancellation) is null ? null : File.ReadAllBytes(FileOf(layer));

    /// <summary>The fragment of a layer, made if need be; null for a layer that is not on this machine, and was never
    /// read here.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public LayerFragment? Of(LayerBlob layer, CancellationToken cancellation)
    {
        var file = FileOf(layer);
        if (TryRead(file) is { } known)
            return known;
        if (layer.Path.Length == 0)
            return null;
        using var stream = BusyFiles.OpenRead(layer.Path);
        var fragment = FragmentReader.Read(stream, cancellation);
        AtomicFile.Write(file, text => JsonSerializer.Serialize(text, fragment, SbomJson.Default.LayerFragment));
        return fragment;
    }

    private LayerFragment? TryRead(string file)
    {
        try
        {
            if (!File.Exists(file))
                return null;
            var fragment = JsonSerializer.Deserialize(File.ReadAllBytes(file), SbomJson.Default.LayerFragment);
            if (fragment is not { Format: LayerFragment.CurrentFormat, Distributions: not null })
                return null;
            cache.MarkUsed(new FileInfo(file));
            return fragment;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null; // as good as not there
        }
    }
}
