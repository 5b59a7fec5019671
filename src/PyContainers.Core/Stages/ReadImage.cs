using PyContainers.Core.Oci;

namespace PyContainers.Core.Stages;

/// <summary>Reads manifest and config of an image in a registry, with the means of the .NET SDK; no layer.</summary>
/// <param name="image">The image.</param>
/// <param name="runtimeIdentifier">The platform.</param>
/// <param name="cancellation">Ends the reading.</param>
public delegate ImageAnswer ReadImage(
    ImageReference image, string runtimeIdentifier, CancellationToken cancellation);

/// <summary>Whether a registry has layers of an image, with the means of the .NET SDK.</summary>
/// <param name="image">The image.</param>
/// <param name="layers">Their digests.</param>
/// <param name="cancellation">Ends the asking.</param>
public delegate bool HasLayers(ImageReference image, IEnumerable<string> layers, CancellationToken cancellation);

/// <summary>What came of asking a registry for an image.</summary>
/// <param name="Image">The image as it is in the registry; null when it was not read.</param>
/// <param name="IsMissing">Whether the registry answered that it has no such image, or none for the platform.</param>
/// <param name="Reason">Why it was not read, as sentences; empty when it was.</param>
public sealed record ImageAnswer(OciImage? Image, bool IsMissing, string Reason)
{
    /// <summary>Whether the registry did not answer.</summary>
    public bool IsUnreachable { get; init; }
}
