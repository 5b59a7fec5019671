using PyContainers.Core.Elf;

namespace PyContainers.Core.Tar;

/// <summary>A written layer.</summary>
/// <param name="Digest">Digest of the compressed bytes, as a manifest's descriptor names it.</param>
/// <param name="DiffId">Digest of the uncompressed tar, as an image config's <c>rootfs</c> names it.</param>
/// <param name="Size">Compressed size in bytes.</param>
/// <param name="Path">Full path of the <c>tar.gz</c> file; empty for one that is in a registry only.</param>
public sealed record LayerBlob(string Digest, string DiffId, long Size, string Path)
{
    /// <summary>Its compiled files, in ordinal order. Kept with it, so that a layer that is reused can be checked
    /// without a file.</summary>
    public IReadOnlyList<CompiledFile> Compiled { get; init; } = [];

    /// <summary>The same digest is the same content, so what is known of it need not be compared.</summary>
    public bool Equals(LayerBlob? other) => other is not null && Parts == other.Parts;

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.GetHashCode();

    private (string, string, long, string) Parts => (Digest, DiffId, Size, Path);
}
