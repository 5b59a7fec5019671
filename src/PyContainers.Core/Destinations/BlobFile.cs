using System.Security.Cryptography;
using PyContainers.Core.Common;

namespace PyContainers.Core.Destinations;

/// <summary>Writes what a registry sends to a file.</summary>
internal static class BlobFile
{
    // A registry that sends nothing for so long hangs.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(20);

    /// <summary>Writes it; the file appears when it is whole and its digest is right.</summary>
    /// <exception cref="IOException">It is something else, or did not go on.</exception>
    public static async Task WriteAsync(Stream body, string digest, string path, CancellationToken cancellation)
    {
        var temporary = AtomicFile.TemporaryBeside(path);
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                var sent = await CopyAsync(body, file, cancellation);
                if (sent != digest)
                    throw new IOException($"it sent {sent} for {digest}");
            }

            BusyFiles.Move(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<string> CopyAsync(Stream body, FileStream file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var buffer = new byte[1 << 17];
        try
        {
            for (; ; )
            {
                silence.CancelAfter(s_silence);
                var read = await body.ReadAsync(buffer, silence.Token);
                if (read == 0)
                    return Digests.Format(hash.GetCurrentHash());
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"it sent nothing for {s_silence.TotalSeconds:0} seconds", e);
        }
    }
}
