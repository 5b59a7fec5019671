using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Bases;

/// <summary>Where a base image comes from: an OCI layout on disk, or a registry through the SDK.</summary>
public abstract class BaseSource
{
    /// <summary>Reads manifest and config of one platform.</summary>
    public abstract OciImage Read(string runtimeIdentifier, CancellationToken cancellation);

    /// <summary>The same image with its documents as they are where it comes from, byte for byte.</summary>
    /// <param name="image">The image as it was read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The image as it was read when there is nothing better.</returns>
    public virtual OciImage Original(OciImage image, CancellationToken cancellation) => image;

    /// <summary>Full path of a layer's file, fetched if need be.</summary>
    /// <exception cref="PyContainersException">It cannot be had.</exception>
    public abstract string LayerFile(
        string runtimeIdentifier, OciImage image, Descriptor layer, CancellationToken cancellation);
}
