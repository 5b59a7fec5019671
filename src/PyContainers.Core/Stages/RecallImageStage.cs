using System.Text;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Images;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Stages;

/// <summary>Which image it is.</summary>
/// <param name="RuntimeIdentifiers">Its platforms, ex: <c>linux-x64</c>.</param>
/// <param name="Tag">A tag that it has.</param>
/// <param name="Digests">The digest of each platform's manifest; empty where a local engine has the image.</param>
public sealed record RecallImageOptions(
    IReadOnlyList<string> RuntimeIdentifiers, string Tag, IReadOnlyList<string> Digests);

/// <summary>
/// Says of an image that was there already what the publish said that made it: its manifest, config and digest. They
/// are in the state, or else in the registry: somebody else's publish made it then.
/// </summary>
/// <param name="state">The build's state.</param>
/// <param name="options">Which image.</param>
/// <param name="repository">Asks the registry.</param>
/// <param name="log">Gets the reason when nothing is known.</param>
public sealed class RecallImageStage(
    BuildState state, RecallImageOptions options, Func<RegistryRepository> repository, ILog log)
{
    /// <summary>The result; null when nobody tells. That fails no publish: the image is there.</summary>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<PublishResult?> RunAsync(CancellationToken cancellation)
    {
        if (state.Published.TryRead() is { } last && IsIt(last))
            return last;
        if (options.Digests.Count == 0)
            return null;
        return await BestEffort.DoAsync<PublishResult?>(
            async () =>
            {
                var asked = await AskAsync(repository(), cancellation);
                state.Published.Write(asked);
                return asked;
            },
            failure =>
            {
                log.Step($"the image's manifest is not known to this build: {BestEffort.Reason(failure)}");
                return null;
            },
            cancellation);
    }

    private bool IsIt(PublishResult last) => options.Digests.Count > 0
        ? last.Images.Select(image => image.Digest).ToHashSet(StringComparer.Ordinal).SetEquals(options.Digests)
        : last.Images.Select(image => ImageConfig.Parse(image.Config).Label(InputHash.Label))
            .ToHashSet(StringComparer.Ordinal)
            .SetEquals(options.RuntimeIdentifiers.Select(one => File.ReadAllText(state.For(one).Inputs)));

    private async Task<PublishResult> AskAsync(RegistryRepository registry, CancellationToken cancellation)
    {
        var images = new List<ImageDocuments>();
        foreach (var digest in options.Digests)
        {
            var (mediaType, bytes) = await ManifestAsync(registry, digest, cancellation);
            var manifest = Manifest.Parse(bytes);
            var config = await registry.BlobAsync(manifest.Config.Digest, cancellation);
            images.Add(new ImageDocuments(digest, mediaType, $"{manifest}", Encoding.UTF8.GetString(config)));
        }

        if (images.Count == 1)
            return new PublishResult(images, "");
        var (_, index) = await ManifestAsync(registry, options.Tag, cancellation);
        return ImageIndex.TryParse(index) is { } list
            ? new PublishResult(images, $"{list}")
            : throw new JsonException($"'{options.Tag}' is no index");
    }

    private static async Task<(string MediaType, byte[] Bytes)> ManifestAsync(
        RegistryRepository registry, string reference, CancellationToken cancellation) =>
        await registry.TryManifestAsync(reference, cancellation)
            ?? throw new HttpRequestException($"the registry has no manifest '{reference}'");
}
