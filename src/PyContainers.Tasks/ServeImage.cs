using Microsoft.Build.Framework;
using PyContainers.Core.Bases;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Layers;
using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>
/// Stage 9: serves the composed image on localhost for the rest of the build, as the base image of the SDK's own
/// <c>PublishContainer</c>,
/// unless the destination has it already. The real base's layers are fetched only if somebody asks for them.
/// </summary>
public sealed class ServeImage : BaseImageTask
{
    /// <summary>The repository published to.</summary>
    public string OutputRepository { get; set; } = "";

    /// <summary>Whether the destination has this image already.</summary>
    [Output]
    public bool Unchanged { get; set; }

    /// <summary>Its digest; empty for an index of several platforms.</summary>
    [Output]
    public string UnchangedDigest { get; set; } = "";

    /// <summary>The loopback registry, <c>localhost:PORT</c>.</summary>
    [Output]
    public string Registry { get; set; } = "";

    /// <summary>The composed image, or the index of several.</summary>
    [Output]
    public string Digest { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var images = RuntimeIdentifiers.Select(Load).ToList();
        var inputs = images.ToDictionary(
            image => image.RuntimeIdentifier,
            image => image.Inputs,
            StringComparer.Ordinal
        );
        if (PublishedImages.Find((IBuildEngine4)BuildEngine, StateFolder, inputs, Cancellation) is { } digest)
        {
            Unchanged = true;
            UnchangedDigest = images.Count == 1 ? digest : "";
            return Task.CompletedTask;
        }

        var server = LoopbackServer.ForBuild((IBuildEngine4)BuildEngine);
        var source = Source();
        images.ForEach(image => Add(server.Store, image, source));
        if (images.Count == 1)
            Digest = images[0].Image.Digest;
        else
        {
            var index = ImageIndex.Compose(
                [.. images.Select(image => (image.Image, Platform.Of(image.RuntimeIdentifier).OciArchitecture))]);
            Digest = server.Store.AddManifest(BaseName, index.MediaType, index.ToBytes());
        }

        Registry = server.Registry.Address;
        LoopbackProxyBypass.Ensure(server.Registry.Port);
        if (OutputRegistry.Length > 0)
            PushMeters.Start((IBuildEngine4)BuildEngine, OutputRegistry, OutputRepository);
        BuildLog.Detail($"serving {DisplayName} with the added layers as {Registry}/{BaseName}@{Digest}");
        return Task.CompletedTask;
    }

    private PlatformImage Load(string runtimeIdentifier)
    {
        var platform = new BuildState(StateFolder).For(runtimeIdentifier);
        return new PlatformImage(
            runtimeIdentifier, OciImage.Load(platform.Base), WrittenLayers.Load(platform.Layers),
            FoundDependencies.Load(platform.Found), OciImage.Load(platform.Manifest, platform.Config),
            File.ReadAllText(platform.Inputs));
    }

    // A layer that is not on this machine is fetched only if the destination does not have it.
    private void Add(BlobStore store, PlatformImage image, BaseSource source)
    {
        foreach (var layer in image.Base.Manifest.Layers)
            store.AddLazy(
                layer.Digest,
                layer.Size,
                cancellation =>
                    Task.FromResult<string?>(source.LayerFile(image.RuntimeIdentifier, image.Base, layer, cancellation))
            );
        foreach (var layer in image.Layers.Layers.Select(layer => layer.Blob))
        {
            if (layer.Path.Length > 0)
                store.AddFile(layer.Digest, layer.Path);
            else
                AddTakenOver(store, new Descriptor(MediaTypes.OciLayer, layer.Digest, layer.Size), image);
        }

        store.AddBlob(image.Image.Config.ToBytes());
        store.AddManifest(BaseName, image.Image.Manifest.MediaType, image.Image.Manifest.ToBytes());
    }

    private void AddTakenOver(BlobStore store, Descriptor layer, PlatformImage image)
    {
        var (sdk, earlier) = (
            Sdk(),
            new SdkImageReference(image.Found!.Registry, image.Found.Repository, "", image.Found.ImageDigest)
        );
        PyContainersException Failed(string reason) =>
            ImageErrors.LayerNotFetched(layer.Digest, $"{earlier.Registry}/{earlier.Repository}", reason);
        store.AddLazy(
            layer.Digest,
            layer.Size,
            cancellation =>
                Task.FromResult<string?>(
                    RegistrySource.Fetch(sdk, earlier, image.RuntimeIdentifier, layer, Failed, cancellation)
                )
        );
    }

    private sealed record PlatformImage(
        string RuntimeIdentifier, OciImage Base, WrittenLayers Layers, FoundDependencies? Found, OciImage Image,
        string Inputs);
}
