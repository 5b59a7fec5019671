using System.Text.RegularExpressions;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;

namespace PyContainers.Tasks.Sdk;

/// <summary>A base in a registry, read with the SDK's credentials.</summary>
internal sealed partial class RegistrySource(SdkImage sdk, ImageReference reference, string displayName) : BaseSource
{
    // The SDK itself would try again for many minutes. Manifest and config are small: who has not given them by then
    // hangs.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(50);

    private static readonly Lock s_pull = new();

    public override OciImage Read(string runtimeIdentifier, CancellationToken cancellation)
    {
        _ = Platform.Of(runtimeIdentifier);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        try
        {
            var result = sdk.Read(reference, runtimeIdentifier, patience.Token);
            return result.Image ?? throw Failure(displayName, result.Reason, result.IsUnreachable);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw ImageErrors.BaseUnreachable(
                displayName, $"it did not answer within {s_patience.TotalSeconds:0} seconds.");
        }
    }

    // The SDK's task tells what they say; by digest nothing else can come.
    public override OciImage Original(OciImage image, CancellationToken cancellation) => image.Digest.Length == 0
        ? image
        : BestEffort.DoAsync(() => OriginalAsync(image, cancellation), _ => null, cancellation)
            .GetAwaiter().GetResult() ?? image;

    private async Task<OciImage?> OriginalAsync(OciImage image, CancellationToken cancellation)
    {
        var repository = sdk.Registry.Repository(reference.Registry, reference.Repository, "Pull");
        if (await repository.TryManifestAsync(image.Digest, cancellation) is not { } found
            || Digests.Of(found.Bytes) != image.Digest)
            return null;
        var manifest = Manifest.Parse(found.Bytes);
        var config = await repository.BlobAsync(manifest.Config.Digest, cancellation);
        return Digests.Of(config) == manifest.Config.Digest
            ? new OciImage(manifest, ImageConfig.Parse(config), image.Digest)
            : null;
    }

    public override string LayerFile(
        string runtimeIdentifier, OciImage image, Descriptor layer, CancellationToken cancellation)
    {
        // By digest: the tag may have moved since the manifest was read.
        var pinned = image.Digest.Length > 0 ? reference with { Digest = image.Digest } : reference;
        PyContainersException Failed(string reason, bool isUnreachable) =>
            Refused(displayName, reason, isUnreachable)
            ?? ImageErrors.LayerNotFetched(layer.Digest, displayName, reason);
        return Fetch(sdk, pinned, runtimeIdentifier, layer, Failed, cancellation);
    }

    /// <summary>Full path of a layer's file in the SDK's content store, after pulling its image if need be.</summary>
    /// <param name="sdk">Pulls it.</param>
    /// <param name="image">Its image.</param>
    /// <param name="runtimeIdentifier">The image's platform.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="failure">Makes the error of the SDK's reason, and of whether the registry did not answer.</param>
    /// <param name="cancellation">Ends the pull.</param>
    public static string Fetch(
        SdkImage sdk,
        ImageReference image,
        string runtimeIdentifier,
        Descriptor layer,
        Func<string, bool, PyContainersException> failure,
        CancellationToken cancellation
    )
    {
        var path = ContentStore.PathOf(layer.Digest, layer.MediaType);
        lock (s_pull)
        {
            if (File.Exists(path))
                return path;
            var pulled = sdk.Pull(image, runtimeIdentifier, cancellation);
            var reason = pulled.Reason.Length > 0 ? pulled.Reason : "the .NET SDK did not keep it.";
            return File.Exists(path) ? path : throw failure(reason, pulled.IsUnreachable);
        }
    }

    /// <summary>What the errors of the SDK mean for its user.</summary>
    /// <param name="displayName">The image.</param>
    /// <param name="errors">The errors as sentences. Some are texts of an answer, others the system's, in its
    /// language.</param>
    /// <param name="isUnreachable">Whether it is known that the registry did not answer.</param>
    internal static PyContainersException Failure(string displayName, string errors, bool isUnreachable) =>
        Refused(displayName, errors, isUnreachable) ?? ImageErrors.BaseNotFound(displayName, errors);

    // Null when the registry has answered.
    private static PyContainersException? Refused(string displayName, string errors, bool isUnreachable)
    {
        bool Says(params string[] parts) =>
            parts.Any(part => errors.Contains(part, StringComparison.OrdinalIgnoreCase));
        if (
            Says("unauthorized", "CONTAINER1007", "authentication", "denied", "credential", "config file")
            || RefusedStatus().IsMatch(errors)
        )
            return ImageErrors.BaseUnauthorised(displayName, errors);
        return isUnreachable || Says(
            "refused",
            "No such host",
            "Name or service",
            "timed out",
            "unreachable",
            "SSL connection",
            "certificate",
            "resolution",
            "reset by peer",
            "ended prematurely",
            "TooManyRequests",
            "InternalServerError",
            "BadGateway",
            "ServiceUnavailable",
            "GatewayTimeout"
        )
            ? ImageErrors.BaseUnreachable(displayName, errors)
            : null;
    }

    // A word of its own: a digest has such digits in it too.
    [GeneratedRegex(@"\b40[13]\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RefusedStatus();
}
