using System.Globalization;
using PyContainers.Core.Bases;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Fleet;
using PyContainers.Core.Layers;
using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Stages;

/// <summary>What is served, under which name.</summary>
/// <param name="RuntimeIdentifiers">The image's platforms, ex: <c>linux-x64</c>.</param>
/// <param name="Repository">The base's repository: the name to serve it under, unless a better one is known.</param>
/// <param name="DisplayName">The base's name for messages.</param>
public sealed record ServeImageOptions(
    IReadOnlyList<string> RuntimeIdentifiers, string Repository, string DisplayName)
{
    /// <summary>The archive to write; null for another destination.</summary>
    public ImageArchiveFile? Archive { get; init; }

    /// <summary>The registry that the image is pushed to; empty for another destination.</summary>
    public string OutputRegistry { get; init; } = "";

    /// <summary>The repository that it is published to.</summary>
    public string OutputRepository { get; init; } = "";

    /// <summary>How long to wait for a registry that says nothing.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(40);
}

/// <summary>What the SDK is to take as its base.</summary>
/// <param name="Unchanged">Whether the destination has this image already: then nothing is served.</param>
/// <param name="UnchangedDigests">Its digest for each platform; empty where a local engine has it.</param>
/// <param name="Registry">The loopback registry, <c>localhost:PORT</c>.</param>
/// <param name="Repository">The repository in it.</param>
/// <param name="Digest">The composed image, or the index of several.</param>
public sealed record ServedImage(
    bool Unchanged, IReadOnlyList<string> UnchangedDigests, string Registry, string Repository, string Digest);

/// <summary>Full path of a layer's file, fetched from an image in a registry if need be.</summary>
/// <param name="image">The image.</param>
/// <param name="runtimeIdentifier">The image's platform.</param>
/// <param name="layer">The layer.</param>
/// <param name="failure">Makes the error of a reason.</param>
/// <param name="cancellation">Ends the fetching.</param>
public delegate string FetchLayer(
    ImageReference image, string runtimeIdentifier, Descriptor layer, Func<string, PyContainersException> failure,
    CancellationToken cancellation);

/// <summary>
/// Serves the composed image on localhost for the rest of the build, as the base image of the SDK's own
/// <c>PublishContainer</c>, unless the destination has it already. The real base's layers are fetched only if somebody
/// asks for them.
/// </summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What is served.</param>
/// <param name="source">Finds the real base.</param>
/// <param name="fetch">Makes what fetches layers that an earlier image has.</param>
/// <param name="fleet">Opens the fleet's cache that a layer was taken from.</param>
/// <param name="log">Gets what is pushed where, and the name under which it is served.</param>
public sealed class ServeImageStage(
    BuildState state, ServeImageOptions options, Func<BaseSource> source, Func<FetchLayer> fetch,
    Func<FleetPlace, FleetLayers> fleet, ILog log)
{
    /// <summary>Serves it, or finds out that nobody needs it.</summary>
    /// <param name="published">What the destination has; null when nobody has asked.</param>
    /// <param name="loopback">The registry, started if need be.</param>
    /// <param name="cancellation">Ends the waiting for the destination.</param>
    /// <exception cref="PyContainersException">PYC4001 for a registry that says nothing; PYC4030.</exception>
    public ServedImage Run(
        PublishedImages? published, Func<LoopbackRegistry> loopback, CancellationToken cancellation)
    {
        var images = options.RuntimeIdentifiers.Select(Load).ToList();
        var composed = images.ToDictionary(image => image.RuntimeIdentifier, Composed, StringComparer.Ordinal);
        if (published is not null && WhatIsThere(published, composed, cancellation) is { } there)
            return new ServedImage(Unchanged: true, there, "", options.Repository, "");

        var bytes = images.SelectMany(image => image.Image.Manifest.Layers)
            .DistinctBy(layer => layer.Digest, StringComparer.Ordinal).Sum(layer => layer.Size);
        options.Archive?.CheckRoom(bytes);
        if (options.OutputRegistry.Length > 0)
            log.Notice(string.Create(
                CultureInfo.InvariantCulture,
                $"pushing to {options.OutputRegistry}/{options.OutputRepository} what it lacks of "
                    + $"{bytes / 1e6:0.0} MB"));
        var registry = loopback();
        var real = source();
        var repository = RepositoryOf(images);
        images.ForEach(image => Add(registry.Store, repository, image, real));
        var digest = images is [var only] ? only.Image.Digest : AddIndex(registry.Store, repository, images);
        LoopbackProxyBypass.Ensure(registry.Port);
        log.Detail($"serving {options.DisplayName} with the added layers as "
            + $"{registry.Address}/{repository}@{digest}");
        return new ServedImage(Unchanged: false, [], registry.Address, repository, digest);
    }

    // The SDK would wait for a silent registry for minutes, several times. An engine takes the time that it needs.
    private IReadOnlyList<string>? WhatIsThere(
        PublishedImages published, IReadOnlyDictionary<string, PublishedImage> composed,
        CancellationToken cancellation)
    {
        try
        {
            var limit = options.OutputRegistry.Length > 0 ? options.Limit : Timeout.InfiniteTimeSpan;
            return published.Find(composed, limit, cancellation);
        }
        catch (TimeoutException)
        {
            throw PublishErrors.RegistryUnreachable(
                options.OutputRegistry, $"it did not answer within {options.Limit.TotalSeconds:0} seconds");
        }
    }

    // The SDK has the destination mount what the base's repository has there. An earlier image's repository has our
    // layers, and those of its base; so has the fleet's cache.
    private string RepositoryOf(IEnumerable<PlatformImage> images) =>
        images.SelectMany(image => image.Sources)
            .FirstOrDefault(source => source.Registry == options.OutputRegistry)?.Repository
        ?? options.Repository;

    private static PublishedImage Composed(PlatformImage image) =>
        new(image.Inputs, image.Image.Config.DiffIds, image.Image.Config.EmptySteps);

    private PlatformImage Load(string runtimeIdentifier)
    {
        var platform = state.For(runtimeIdentifier);
        return new PlatformImage(
            runtimeIdentifier, OciImage.Load(platform.Base), platform.ReadLayers(),
            platform.Found.TryRead(), OciImage.Load(platform.Manifest, platform.Config),
            File.ReadAllText(platform.Inputs));
    }

    private static string AddIndex(BlobStore store, string repository, IEnumerable<PlatformImage> images)
    {
        var index = ImageIndex.Compose(
            [.. images.Select(image => (image.Image, Platform.Of(image.RuntimeIdentifier).OciArchitecture))]);
        return store.AddManifest(repository, index.MediaType, index.ToBytes());
    }

    // A layer that is not on this machine is fetched only if the destination does not have it.
    private void Add(BlobStore store, string repository, PlatformImage image, BaseSource real)
    {
        foreach (var layer in image.Base.Manifest.Layers)
            AddLazy(store, layer, cancellation =>
                real.LayerFile(image.RuntimeIdentifier, image.Base, layer, cancellation));
        foreach (var layer in image.Layers.Layers)
        {
            var blob = layer.Blob;
            if (blob.Path.Length > 0)
                store.AddFile(blob.Digest, blob.Path);
            else if (FleetPlace.Parse(layer.From) is { } place)
                AddCached(store, layer, place, state.For(image.RuntimeIdentifier));
            else
                AddTakenOver(store, new Descriptor(MediaTypes.OciLayer, blob.Digest, blob.Size), image);
        }

        store.AddBlob(image.Image.Config.ToBytes());
        store.AddManifest(repository, image.Image.Manifest.MediaType, image.Image.Manifest.ToBytes());
    }

    private void AddTakenOver(BlobStore store, Descriptor layer, PlatformImage image)
    {
        var found = image.Found!;
        var earlier = new ImageReference(found.Registry, found.Repository, "", found.ImageDigest);
        PyContainersException Failed(string reason) =>
            ImageErrors.LayerNotFetched(layer.Digest, $"{earlier.Registry}/{earlier.Repository}", reason);
        var file = fetch();
        AddLazy(store, layer, cancellation => file(earlier, image.RuntimeIdentifier, layer, Failed, cancellation));
    }

    // It was in the destination when it was taken, so nobody asks; unless it is another destination by now.
    private void AddCached(BlobStore store, WrittenLayer layer, FleetPlace place, PlatformState platform)
    {
        var layers = fleet(place);
        store.AddLazy(layer.Blob.Digest, layer.Blob.Size, async cancellation =>
        {
            if (await layers.FileAsync(layer.Blob, cancellation) is { } file)
                return file;
            // The next publish looks again.
            File.Delete(platform.Found.Path);
            File.Delete(platform.Layers.Path);
            throw ImageErrors.LayerNotFetched(layer.Blob.Digest, layer.From, "it is not there any more.");
        });
    }

    private static void AddLazy(BlobStore store, Descriptor layer, Func<CancellationToken, string> file) =>
        store.AddLazy(layer.Digest, layer.Size, cancellation => Task.FromResult<string?>(file(cancellation)));

    private sealed record PlatformImage(
        string RuntimeIdentifier, OciImage Base, WrittenLayers Layers, FoundDependencies? Found, OciImage Image,
        string Inputs)
    {
        public IEnumerable<FleetPlace> Sources
        {
            get
            {
                if (Found is { Layers.Count: > 0 })
                    yield return new FleetPlace(Found.Registry, Found.Repository);
                foreach (var layer in Layers.Layers)
                {
                    if (FleetPlace.Parse(layer.From) is { } place)
                        yield return place;
                }
            }
        }
    }
}
