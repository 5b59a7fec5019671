using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Stages;

/// <summary>Which image the bill of materials is of.</summary>
/// <param name="RuntimeIdentifier">The image's platform, ex: <c>linux-x64</c>.</param>
/// <param name="Registry">The registry that has the image.</param>
/// <param name="Repository">Its repository.</param>
/// <param name="Digest">Digest of its manifest.</param>
public sealed record AttachSbomOptions(string RuntimeIdentifier, string Registry, string Repository, string Digest);

/// <summary>
/// Attaches the bill of materials to the image in the registry. It never fails a publish: the image is there, and the
/// file is. What has been attached is written down, so an unchanged publish asks nobody.
/// </summary>
/// <param name="state">The build's state.</param>
/// <param name="options">Which image.</param>
/// <param name="referrers">Speaks with the registry.</param>
/// <param name="log">Gets the warning.</param>
public sealed class AttachSbomStage(
    BuildState state, AttachSbomOptions options, Func<Referrers> referrers, ILog log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Attaches it.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var platform = state.For(options.RuntimeIdentifier);
        var document = await File.ReadAllBytesAsync(platform.Sbom, cancellation);
        var image = $"{options.Registry}/{options.Repository}@{options.Digest}";
        var done = $"{image} {Digests.Of(document)}\n";
        if (File.Exists(platform.SbomAttached) && File.ReadAllText(platform.SbomAttached) == done)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        try
        {
            var sent = await referrers().AttachAsync(
                options.Digest, CdxDocument.MediaType, document, "sbom.cdx.json", patience.Token);
            AtomicFile.WriteIfDifferent(platform.SbomAttached, done);
            log.Step(sent ? $"attached the SBOM to {image}" : $"{image} has this SBOM already");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // whatever an internal client throws, or reflection where it has changed
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.Warning(SbomErrors.NotAttached(image, platform.Sbom, Reason(e)));
        }
    }

    private static string Reason(Exception e) =>
        e is OperationCanceledException ? $"the registry did not answer within {s_patience.TotalMinutes:0} minutes"
        : e is JsonException ? "the registry's list of attached documents cannot be read"
        : HttpReason.OneLine(e.GetBaseException().Message).TrimEnd('.');
}
