using PyContainers.Core.Provenance;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Stages;

/// <summary>A document about an image, which is attached to it.</summary>
/// <param name="Noun">What messages call it.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="File">Full path of the document.</param>
/// <param name="Attached">Full path of the file that says to which image it has been attached.</param>
public sealed record AttachedDocument(string Noun, string MediaType, string File, string Attached)
{
    /// <summary>What is in the image.</summary>
    public static AttachedDocument Sbom(PlatformState state) =>
        new("SBOM", CdxDocument.MediaType, state.Sbom, state.SbomAttached);

    /// <summary>What it was made from.</summary>
    public static AttachedDocument Provenance(PlatformState state) =>
        new("provenance", SlsaStatement.MediaType, state.Provenance, state.ProvenanceAttached);
}
