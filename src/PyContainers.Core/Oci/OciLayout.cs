using System.Buffers;
using System.Text;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Oci;

/// <summary>An image on disk in the form of the OCI image layout specification: <c>oci-layout</c>, <c>index.json</c> and blobs by digest.</summary>
public sealed class OciLayout
{
    // Real indexes are nested once or twice; more is a damaged or hostile layout.
    private const int DeepestIndex = 8;

    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdef");

    private readonly JsonElement _index;

    private OciLayout(string folder, JsonElement index) => (Folder, _index) = (folder, index);

    /// <summary>The layout's folder.</summary>
    public string Folder { get; }

    /// <summary>Checks that a folder is a layout.</summary>
    /// <exception cref="PyContainersException">PYC3012.</exception>
    public static OciLayout Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw ImageErrors.NotALayout(folder, "the folder does not exist");

        var marker = ReadJson(folder, "oci-layout");
        if (OciJson.Text(marker, "imageLayoutVersion") is not { } version || !version.StartsWith("1.", StringComparison.Ordinal))
            throw ImageErrors.NotALayout(folder, "its oci-layout does not declare imageLayoutVersion 1.x");

        var index = ReadJson(folder, "index.json");
        if (OciJson.Items(index, "manifests") is null)
            throw ImageErrors.NotALayout(folder, "its index.json has no manifests");
        return new OciLayout(folder, index);
    }

    /// <summary>Reads the image for Linux on a processor.</summary>
    /// <param name="architecture">OCI name, such as <c>amd64</c>.</param>
    /// <exception cref="PyContainersException">PYC3013, PYC3014.</exception>
    public BaseImage ReadPlatform(string architecture)
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
    /// <exception cref="PyContainersException">PYC3014: not a SHA-256 digest. It came out of a file, so it must not become a path unchecked.</exception>
    public string BlobPath(string digest) =>
        digest.StartsWith("sha256:", StringComparison.Ordinal) && digest.Length == 71 && digest.AsSpan(7).IndexOfAnyExcept(s_hexDigits) < 0
            ? Path.Combine(Folder, "blobs", "sha256", Digests.Hex(digest))
            : throw ImageErrors.BlobInvalid(digest, "its digest is not 'sha256:' and 64 hexadecimal digits");

    private IEnumerable<(string Platform, Func<BaseImage> Image)> Images(JsonElement index, int depth)
    {
        foreach (var item in OciJson.Items(index, "manifests") ?? [])
        {
            var descriptor = OciJson.Descriptor(item);
            var platform = item.TryGetProperty("platform", out var p) ? OciJson.Platform(p) : null;
            if (descriptor.MediaType is MediaTypes.OciIndex or MediaTypes.DockerIndex)
            {
                if (depth == DeepestIndex)
                    throw ImageErrors.BlobInvalid(BlobPath(descriptor.Digest), $"its indexes are nested more than {DeepestIndex} deep");
                foreach (var image in Images(Parse(descriptor, ReadBlob(descriptor)), depth + 1))
                    yield return image;
            }
            else if (platform is not null)
                yield return (platform, () => ReadImage(descriptor).Image);
            else
            {
                // A lone manifest needs no platform: its config tells.
                var (image, own) = ReadImage(descriptor);
                yield return (own, () => image);
            }
        }
    }

    private (BaseImage Image, string Platform) ReadImage(Descriptor descriptor)
    {
        var manifest = ReadBlob(descriptor);
        if (!Parse(descriptor, manifest).TryGetProperty("config", out var item))
            throw ImageErrors.BlobInvalid(BlobPath(descriptor.Digest), "it is not an image manifest: it has no config");
        var config = OciJson.Descriptor(item);
        var text = ReadBlob(config);
        return (new BaseImage(manifest, text, descriptor.Digest), OciJson.Platform(Parse(config, text)));
    }

    private string ReadBlob(Descriptor descriptor)
    {
        var path = BlobPath(descriptor.Digest);
        byte[] bytes;
        try
        {
            // The size is compared first: a layer named as a manifest must not be read into memory.
            var length = new FileInfo(path).Length;
            if (length != descriptor.Size)
                throw ImageErrors.BlobInvalid(path, $"it has {length} bytes, but {descriptor.Size} were expected");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageErrors.BlobInvalid(path, e.Message.TrimEnd('.'), e);
        }

        var actual = Digests.Of(bytes);
        return actual == descriptor.Digest ? Encoding.UTF8.GetString(bytes) : throw ImageErrors.BlobInvalid(path, $"its content has the digest '{actual}'");
    }

    private JsonElement Parse(Descriptor descriptor, string text)
    {
        try
        {
            return OciJson.Parse(text);
        }
        catch (JsonException e)
        {
            throw ImageErrors.BlobInvalid(BlobPath(descriptor.Digest), $"it is not valid JSON: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static JsonElement ReadJson(string folder, string name)
    {
        try
        {
            return OciJson.Parse(File.ReadAllText(Path.Combine(folder, name)));
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
