using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Stages;

/// <summary>Where an image was pushed to.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Digests">The digests of what was pushed: each platform's manifest, and the index of several.</param>
public sealed record CheckPushOptions(string Registry, string Repository, IReadOnlyList<string> Digests)
{
    /// <summary>The digests that the registry itself has named as what it stored.</summary>
    public IReadOnlyCollection<string> Stored { get; init; } = [];
}

/// <summary>
/// Asks the registry for what was pushed, unless it has named the digest: whatever answers 200 counts as a registry for
/// the .NET SDK, a proxy's login page too. It fails a publish only if somebody says that the image is not there: who
/// may push need not be allowed to pull.
/// </summary>
/// <param name="options">Where it was pushed to.</param>
/// <param name="repository">Asks the registry.</param>
/// <param name="log">Gets the reason when nobody tells.</param>
public sealed class CheckPushStage(CheckPushOptions options, Func<RegistryRepository> repository, ILog log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks.</summary>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="PyContainersException">PYC4026.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        List<string> unsure = [.. options.Digests.Except(options.Stored, StringComparer.Ordinal)];
        if (unsure.Count == 0)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        var client = new Lazy<RegistryRepository>(repository);
        foreach (var digest in unsure)
        {
            var answer = await BestEffort.DoAsync<Answer?>(
                async () => new Answer((await client.Value.TryManifestAsync(digest, patience.Token))?.Bytes),
                failure =>
                {
                    log.Detail($"whether {options.Registry}/{options.Repository} has the image is not known: "
                        + BestEffort.Reason(failure));
                    return null;
                },
                cancellation);
            if (answer is null)
                return;
            Check(digest, answer.Manifest);
        }
    }

    private void Check(string digest, byte[]? manifest)
    {
        if (manifest is null)
            throw PublishErrors.NotThere(options.Registry, options.Repository, digest, "has no such manifest");
        if (Digests.Of(manifest) != digest)
            throw PublishErrors.NotThere(
                options.Registry, options.Repository, digest, "answers with other bytes, ex: a web page");
    }

    // Null for a manifest that is not there.
    private sealed record Answer(byte[]? Manifest);
}
