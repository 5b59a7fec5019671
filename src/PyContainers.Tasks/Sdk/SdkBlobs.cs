using System.Reflection;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Tasks.Sdk;

/// <summary>
/// Asks a registry whether it has layers, with the SDK's own client: credentials, proxies and insecure registries are
/// its business. The client is internal: with an SDK that has it no more the layers count as there, as they do for the
/// SDK. With a registry that does not say they do not: the push asks once more. Both are a line in the log.
/// </summary>
/// <param name="containers">The SDK's assembly.</param>
/// <param name="log">Gets the line.</param>
internal sealed class SdkBlobs(Assembly containers, Action<string> log)
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private delegate Task<bool> Exists(string repository, string digest, CancellationToken cancellation);

    /// <summary>Whether the registry has all of them; they are asked for at once.</summary>
    /// <param name="image">An image with them.</param>
    /// <param name="digests">Their digests.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public bool HasAll(ImageReference image, IEnumerable<string> digests, CancellationToken cancellation)
    {
        if (Client(image.Registry) is not { } exists)
            return true;
        return BestEffort.Do(
            () => HasAll(exists, image, digests, cancellation),
            failure =>
            {
                log($"layers in {image.Registry}/{image.Repository} are not known: {BestEffort.Reason(failure)}");
                return false;
            },
            cancellation);
    }

    private bool HasAll(
        Exists exists, ImageReference image, IEnumerable<string> digests, CancellationToken cancellation)
    {
        var answers = Task.WhenAll(digests.Select(async digest =>
            (digest, there: await exists(image.Repository, digest, cancellation).ConfigureAwait(false))));
        var missing = answers.WaitAsync(cancellation).GetAwaiter().GetResult()
            .Where(answer => !answer.there).Select(answer => answer.digest).ToList();
        if (missing.Count > 0)
            log($"{image.Registry}/{image.Repository} has lost {string.Join(", ", missing)}");
        return missing.Count == 0;
    }

    // Registry._registryAPI.Blob.ExistsAsync
    private Exists? Client(string registry)
    {
        try
        {
            var client = new SdkRegistry(containers).Api(registry, "PullFromOutput");
            var blobs = client.GetType().GetProperty("Blob", All)!;
            return blobs.PropertyType.GetMethod("ExistsAsync", All)!.CreateDelegate<Exists>(blobs.GetValue(client));
        }
#pragma warning disable CA1031 // whatever reflection throws where the SDK has changed
        catch (Exception e)
#pragma warning restore CA1031
        {
            log($"layers in {registry} are not looked for: {e.GetBaseException().Message}");
            return null;
        }
    }
}
