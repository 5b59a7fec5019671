using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Bases;

/// <summary>A base image for several platforms as the files of an OCI layout.</summary>
/// <param name="source">Where it comes from.</param>
public sealed class LayoutContent(BaseSource source)
{
    /// <summary>The files.</summary>
    /// <param name="folder">The layout's folder.</param>
    /// <param name="runtimeIdentifiers">The platforms.</param>
    /// <param name="cancellation">Ends the fetching.</param>
    public IReadOnlyList<LayerEntry> Entries(
        string folder, IReadOnlyList<string> runtimeIdentifiers, CancellationToken cancellation)
    {
        string Blob(string digest) => $"{folder}/blobs/sha256/{Digests.Hex(digest)}";
        var entries = new Dictionary<string, LayerEntry>(StringComparer.Ordinal);
        var images = new List<(OciImage Image, string Architecture)>();
        foreach (var runtimeIdentifier in runtimeIdentifiers)
        {
            var image = Whole(source.Original(source.Read(runtimeIdentifier, cancellation), cancellation));
            images.Add((image, Platform.Of(runtimeIdentifier).OciArchitecture));
            foreach (var document in new OciDocument[] { image.Manifest, image.Config })
                entries[document.Digest] = new BytesEntry(Blob(document.Digest), document.ToBytes());
            foreach (var layer in image.Manifest.Layers)
            {
                var file = source.LayerFile(runtimeIdentifier, image, layer, cancellation);
                entries[layer.Digest] = new FileEntry(Blob(layer.Digest), file, Executable: false);
            }
        }

        return
        [
            new BytesEntry($"{folder}/{OciLayout.VersionFile}", Encoding.UTF8.GetBytes(OciLayout.Version)),
            new BytesEntry($"{folder}/index.json", ImageIndex.Compose(images).ToBytes()),
            .. entries.Values,
        ];
    }

    // The .NET SDK tells what a config says, not its bytes: then the manifest has to name another one.
    private static OciImage Whole(OciImage image)
    {
        if (image.Manifest.Config.Digest == image.Config.Digest)
            return image;
        var manifest = image.Manifest.With(image.Config, []);
        return image with { Manifest = manifest, Digest = manifest.Digest };
    }
}
