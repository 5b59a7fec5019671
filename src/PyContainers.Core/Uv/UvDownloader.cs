using System.Formats.Tar;
using System.IO.Compression;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>Downloads a release of uv into the user's cache. The bytes are checked before anything is
/// unpacked.</summary>
public sealed class UvDownloader(string cacheFolder, ILog log)
{
    /// <summary>The executable of a release; downloaded if it is not there yet.</summary>
    /// <returns>Full path of the executable.</returns>
    /// <exception cref="PyContainersException">PYC1004 or PYC1005; nothing is kept then.</exception>
    public async Task<string> ProvideAsync(UvRelease release, CancellationToken cancellation)
    {
        var name = OperatingSystem.IsWindows() ? "uv.exe" : "uv";
        var folder = Path.Combine(cacheFolder, "uv", $"{release.Version}-{release.Sha256[..12]}");
        var executable = Path.Combine(folder, name);
        if (File.Exists(executable))
            return executable;

        log.Step($"downloading uv {release.Version} from {SecretMask.Apply(release.Url)}");
        var archive = await FetchAsync(release, cancellation).ConfigureAwait(false);
        var actual = Digests.Hex(Digests.Of(archive));
        if (!string.Equals(actual, release.Sha256, StringComparison.OrdinalIgnoreCase))
            throw UvErrors.DownloadHashMismatch(SecretMask.Apply(release.Url), release.Sha256, actual);

        AtomicFile.Write(
            executable,
            stream =>
            {
                Unpack(release, archive, name, stream);
                if (!OperatingSystem.IsWindows())
                    // Before the move: a kill must not leave a uv that does not run.
                    File.SetUnixFileMode(stream.SafeFileHandle, (UnixFileMode)0b111_101_101);
            }
        );
        return executable;
    }

    private static async Task<byte[]> FetchAsync(UvRelease release, CancellationToken cancellation)
    {
        var shown = SecretMask.Apply(release.Url);
        try
        {
            var url = new Uri(release.Url);
            if (url.IsFile)
                return await File.ReadAllBytesAsync(url.LocalPath, cancellation).ConfigureAwait(false);
            using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
            return await client.GetByteArrayAsync(url, cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or IOException
                        or UriFormatException
                        or UnauthorizedAccessException
                        or NotSupportedException
            )
        {
            throw UvErrors.DownloadFailed(shown, SecretMask.Apply(e.Message).TrimEnd('.'), e);
        }
        catch (TaskCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw UvErrors.DownloadFailed(shown, "it took longer than five minutes", e);
        }
    }

    private static void Unpack(UvRelease release, byte[] archive, string name, Stream target)
    {
        using var bytes = new MemoryStream(archive);
        using var content = release.Asset.EndsWith(".zip", StringComparison.Ordinal)
            ? FromZip(bytes, name)
            : FromTar(bytes, name);
        if (content is null)
            throw UvErrors.DownloadFailed(SecretMask.Apply(release.Url), $"the archive contains no '{name}'");
        content.CopyTo(target);
    }

    private static MemoryStream? FromZip(Stream bytes, string name)
    {
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
        if (zip.Entries.FirstOrDefault(entry => entry.Name == name) is not { } found)
            return null;
        using var stream = found.Open();
        return Copy(stream);
    }

    private static MemoryStream? FromTar(Stream bytes, string name)
    {
        using var gzip = new GZipStream(bytes, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            if (
                entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                && Path.GetFileName(entry.Name) == name
            )
                return Copy(entry.DataStream!);
        }

        return null;
    }

    private static MemoryStream Copy(Stream stream)
    {
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
