using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Stages;

/// <summary>Which image a document is about.</summary>
/// <param name="Registry">The registry that has the image.</param>
/// <param name="Repository">Its repository.</param>
/// <param name="Digest">Digest of its manifest.</param>
public sealed record AttachDocumentOptions(string Registry, string Repository, string Digest);

/// <summary>
/// Attaches a document to the image in the registry. It never fails a publish: the image is there, and the file is.
/// What has been attached is written down, so an unchanged publish asks nobody.
/// </summary>
/// <param name="options">Which image.</param>
/// <param name="referrers">Speaks with the registry.</param>
/// <param name="log">Gets the warning.</param>
public sealed class AttachDocumentStage(AttachDocumentOptions options, Func<Referrers> referrers, ILog log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Attaches it.</summary>
    /// <param name="attached">The document.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task RunAsync(AttachedDocument attached, CancellationToken cancellation)
    {
        var document = await File.ReadAllBytesAsync(attached.File, cancellation);
        var image = $"{options.Registry}/{options.Repository}@{options.Digest}";
        var done = $"{image} {Digests.Of(document)}\n";
        if (File.Exists(attached.Attached) && File.ReadAllText(attached.Attached) == done)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        await BestEffort.DoAsync(
            async () =>
            {
                var sent = await referrers().AttachAsync(
                    options.Digest, attached.MediaType, document, Path.GetFileName(attached.File), patience.Token);
                AtomicFile.WriteIfDifferent(attached.Attached, done);
                log.Step(
                    sent ? $"attached the {attached.Noun} to {image}" : $"{image} has this {attached.Noun} already");
                return true;
            },
            failure =>
            {
                log.Warning(SbomErrors.NotAttached(attached.Noun, image, attached.File, Reason(failure)));
                return false;
            },
            cancellation);
    }

    private static string Reason(Exception e) =>
        e is OperationCanceledException ? $"the registry did not answer within {s_patience.TotalMinutes:0} minutes"
        : e is JsonException ? "the registry's list of attached documents cannot be read"
        : BestEffort.Reason(e).TrimEnd('.');
}
