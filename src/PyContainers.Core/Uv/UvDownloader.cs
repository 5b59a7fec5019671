using System.Formats.Tar;
using System.IO.Compression;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>Downloads uv into the user's cache, from the first place that has it. The bytes are checked before anything
/// is unpacked, and nothing of a wheel is run.</summary>
/// <param name="cacheFolder">The product's cache.</param>
/// <param name="log">Gets a line for each place.</param>
public sealed class UvDownloader(string cacheFolder, ILog log)
{
    private static readonly string s_name = OperatingSystem.IsWindows() ? "uv.exe" : "uv";

    /// <summary>How long to wait for others.</summary>
    public HttpPatience Patience { get; init; } = HttpPatience.Default;

    /// <summary>The environment, for credentials of indexes.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>An executable that was downloaded before, or null: it is found without a network.</summary>
    /// <param name="files">The files that will do, the best first.</param>
    public string? Cached(IEnumerable<UvFile> files) => files.Select(ExecutableOf).FirstOrDefault(File.Exists);

    /// <summary>Downloads the executable.</summary>
    /// <param name="sources">Where to look, in this order; at least one.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <returns>Full path of the executable.</returns>
    /// <exception cref="PyContainersException">PYC1004 or PYC1005; nothing is kept then.</exception>
    public async Task<string> ProvideAsync(IReadOnlyList<UvSource> sources, CancellationToken cancellation)
    {
        List<UvAttempt> failed = [];
        foreach (var source in sources)
        {
            log.Step($"downloading uv {source.File.Version} from {source.Shown}");
            using var progress = new DownloadProgress(
                $"uv {source.File.Version} from {source.Shown}", !Console.IsOutputRedirected, log);
            var fetched = await new UvFetch(Patience, Variable, log, progress.Report)
                .FromAsync(source, cancellation).ConfigureAwait(false);
            if (fetched.Bytes is { } bytes && Unpacked(source.File, fetched.Name, bytes) is { } executable)
                return executable;
            failed.Add(fetched.Bytes is null
                ? fetched
                : fetched with { Reason = $"the file contains no '{s_name}'" });
            log.Step($"{source.Shown}: {failed[^1].Reason}");
        }

        throw failed is [{ Actual: { } actual } only]
            ? UvErrors.DownloadHashMismatch(only.Source.Shown, only.Source.File.Sha256, actual)
            : UvErrors.DownloadFailed(
                string.Join("; ", failed.Select(one => $"uv {one.Source.File.Version} from '{one.Source.Shown}': "
                    + one.Reason)));
    }

    private string ExecutableOf(UvFile file) =>
        Path.Combine(cacheFolder, "uv", $"{file.Version}-{file.Sha256[..12]}", s_name);

    private string? Unpacked(UvFile file, string name, byte[] archive)
    {
        try
        {
            using var bytes = new MemoryStream(archive);
            using var content = UvFile.IsWheel(name) || name.EndsWith(".zip", StringComparison.Ordinal)
                ? FromZip(bytes)
                : FromTar(bytes);
            return content is null ? null : Keep(content, ExecutableOf(file));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string Keep(MemoryStream content, string executable)
    {
        AtomicFile.Write(
            executable,
            stream =>
            {
                content.CopyTo(stream);
                if (!OperatingSystem.IsWindows())
                    // Before the move: a kill must not leave a uv that does not run.
                    File.SetUnixFileMode(stream.SafeFileHandle, (UnixFileMode)0b111_101_101);
            }
        );
        return executable;
    }

    private static MemoryStream? FromZip(Stream bytes)
    {
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
        if (zip.Entries.FirstOrDefault(entry => entry.Name == s_name) is not { } found)
            return null;
        using var stream = found.Open();
        return Copy(stream);
    }

    private static MemoryStream? FromTar(Stream bytes)
    {
        using var gzip = new GZipStream(bytes, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            if (
                entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                && Path.GetFileName(entry.Name) == s_name
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
