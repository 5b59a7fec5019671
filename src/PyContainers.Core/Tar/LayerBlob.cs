namespace PyContainers.Core.Tar;

/// <summary>A written layer.</summary>
/// <param name="Digest">Digest of the compressed bytes, as a manifest's descriptor names it.</param>
/// <param name="DiffId">Digest of the uncompressed tar, as an image config's <c>rootfs</c> names it.</param>
/// <param name="Size">Compressed size in bytes.</param>
/// <param name="Path">Full path of the <c>tar.gz</c> file; empty for one that is in a registry only.</param>
public sealed record LayerBlob(string Digest, string DiffId, long Size, string Path)
{
    /// <summary>The minor version of glibc 2 that the newest of its compiled files needs; 0 for none.</summary>
    public int Glibc { get; init; }

    /// <summary>The file that needs it, as a path in the image; empty for none.</summary>
    public string GlibcFile { get; init; } = "";
}
