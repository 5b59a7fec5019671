using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Oci;

/// <summary>Images on disk as an OCI image layout: <c>oci-layout</c>, <c>index.json</c>, and blobs by digest.</summary>
public sealed class OciLayout
{
    // Real indexes are nested once or twice; more is a damaged or hostile layout.
    private const int DeepestIndex = 8;

    // Registries take manifests of 4 MB.
    private const long LargestDocument = 32 << 20;

    /// <summary>The file that makes a folder a layout.</summary>
    internal const string VersionFile = "oci-layout";

    /// <summary>Its text.</summary>
    internal const string Version = """{"imageLayoutVersion":"1.0.0"}""";

    private readonly ImageIndex _index;

    private OciLayout(string folder, ImageIndex index) => (Folder, _index) = (folder, index);

    /// <summary>The layout's folder.</summary>
    public string Folder { get; }

    /// <summary>Checks that a folder is a layout.</summary>
    /// <exception cref="PyContainersException">PYC3012.</exception>
    public static OciLayout Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw ImageErrors.NotALayout(folder, "the folder does not exist");

        var version = ReadJson(folder, VersionFile, bytes => OciJson.Text(OciJson.Parse(bytes), "imageLayoutVersion"));
        if (version is null || !version.StartsWith("1.", StringComparison.Ordinal))
            throw ImageErrors.NotALayout(folder, "its oci-layout does not declare imageLayoutVersion 1.x");
        return ReadJson(folder, "index.json", ImageIndex.TryParse) is { } index
            ? new OciLayout(folder, index)
            : throw ImageErrors.NotALayout(folder, "its index.json has no manifests");
    }

    /// <summary>Reads the image for Linux on a processor.</summary>
    /// <param name="architecture">OCI name, such as <c>amd64</c>.</param>
    /// <exception cref="PyContainersException">PYC3013, PYC3014.</exception>
    public OciImage ReadPlatform(string architecture)
    {
        var wanted = "linux/" + architecture;
        var available = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (platform, image) in Images(_index, 0))
        {
            if (platform == wanted)
                return image();
            available.Add(platform);
        }
        throw ImageErrors.PlatformMissing(Folder, wanted, available);
    }

    /// <summary>Where the blob with a digest lies, whether it exists or not.</summary>
    /// <exception cref="PyContainersException">
    /// PYC3014: not a SHA-256 digest. It came out of a file, so it must not become a path unchecked.
    /// </exception>
    public string BlobPath(string digest) =>
        Digests.IsDigest(digest)
            ? Path.Combine(Folder, "blobs", "sha256", Digests.Hex(digest))
            : throw ImageErrors.BlobInvalid(digest, "its digest is not 'sha256:' and 64 hexadecimal digits");

    private IEnumerable<(string Platform, Func<OciImage> Image)> Images(ImageIndex index, int depth)
    {
        foreach (var descriptor in index.Manifests)
        {
            if (descriptor.MediaType is MediaTypes.OciIndex or MediaTypes.DockerIndex)
            {
                foreach (var image in Images(ReadIndex(descriptor, depth + 1), depth + 1))
                    yield return image;
            }
            else if (descriptor.Platform is { } platform)
                yield return (platform, () => ReadImage(descriptor));
            else
            {
                // A lone manifest needs no platform: its config tells.
                var image = ReadImage(descriptor);
                yield return (image.Config.Platform, () => image);
            }
        }
    }

    private ImageIndex ReadIndex(Descriptor descriptor, int depth)
    {
        var path = BlobPath(descriptor.Digest);
        return depth > DeepestIndex
            ? throw ImageErrors.BlobInvalid(path, $"its indexes are nested more than {DeepestIndex} deep")
            : Read(descriptor, ImageIndex.TryParse)
                ?? throw ImageErrors.BlobInvalid(path, "it is not an image index: it has no manifests");
    }

    private OciImage ReadImage(Descriptor descriptor)
    {
        var manifest = Read(descriptor, Manifest.Parse);
        return new OciImage(manifest, Read(manifest.Config, ImageConfig.Parse), descriptor.Digest);
    }

    private T Read<T>(Descriptor descriptor, Func<byte[], T> parse)
    {
        try
        {
            return parse(ReadBlob(descriptor));
        }
        catch (JsonException e)
        {
            throw ImageErrors.BlobInvalid(BlobPath(descriptor.Digest), e.Message, e);
        }
    }

    private byte[] ReadBlob(Descriptor descriptor)
    {
        var path = BlobPath(descriptor.Digest);
        byte[] bytes;
        try
        {
            // The size is compared first: a layer named as a manifest must not be read into memory.
            var length = new FileInfo(path).Length;
            if (length != descriptor.Size)
                throw ImageErrors.BlobInvalid(path, $"it has {length} bytes, but {descriptor.Size} were expected");
            if (length > LargestDocument)
                throw ImageErrors.BlobInvalid(path, $"it has {length} bytes, far more than a manifest or a config");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageErrors.BlobInvalid(path, e.Message.TrimEnd('.'), e);
        }

        var actual = Digests.Of(bytes);
        return actual == descriptor.Digest
            ? bytes
            : throw ImageErrors.BlobInvalid(path, $"its content has the digest '{actual}'");
    }

    private static T ReadJson<T>(string folder, string name, Func<byte[], T> parse)
    {
        try
        {
            return parse(File.ReadAllBytes(Path.Combine(folder, name)));
        }
        catch (FileNotFoundException e)
        {
            throw ImageErrors.NotALayout(folder, $"it has no {name}", e);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw ImageErrors.NotALayout(folder, $"its {name} cannot be read: {e.Message.TrimEnd('.')}", e);
        }
    }
}
