namespace PyContainers.Core.Oci;

/// <summary>An image in a registry.</summary>
/// <param name="Registry">Host and port.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Tag">The tag, or empty.</param>
/// <param name="Digest">The digest, or empty; it wins over the tag.</param>
public sealed record ImageReference(string Registry, string Repository, string Tag, string Digest)
{
    /// <summary>Reads <c>REGISTRY/REPOSITORY:TAG</c>, or null when one of the three is missing.</summary>
    public static ImageReference? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        return slash > 0 && colon > slash + 1 && colon < text.Length - 1
            ? new ImageReference(text[..slash], text[(slash + 1)..colon], text[(colon + 1)..], "")
            : null;
    }
}
