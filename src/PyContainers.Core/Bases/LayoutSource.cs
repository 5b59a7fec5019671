using PyContainers.Core.Oci;

namespace PyContainers.Core.Bases;

/// <summary>A base in an OCI layout on disk.</summary>
public sealed class LayoutSource(string folder) : BaseSource
{
    private readonly OciLayout _layout = OciLayout.Open(folder);

    /// <inheritdoc/>
    public override OciImage Read(string runtimeIdentifier, CancellationToken cancellation) =>
        _layout.ReadPlatform(Platform.Of(runtimeIdentifier).OciArchitecture);

    /// <inheritdoc/>
    public override string LayerFile(
        string runtimeIdentifier, OciImage image, Descriptor layer, CancellationToken cancellation) =>
        _layout.BlobPath(layer.Digest);
}
