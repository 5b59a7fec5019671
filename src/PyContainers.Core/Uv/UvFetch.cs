using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>What a place gave.</summary>
/// <param name="Source">The place.</param>
/// <param name="Name">The name of the file that was fetched; its end tells what it is.</param>
/// <param name="Bytes">The file, checked; null after a failure.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="Actual">The hash of other bytes than the expected ones.</param>
internal sealed record UvAttempt(
    UvSource Source, string Name, byte[]? Bytes, string Reason = "", string? Actual = null);

/// <summary>Fetches a file of uv from one place, and checks it.</summary>
/// <param name="patience">How long to wait.</param>
/// <param name="variable">The environment, for credentials of indexes.</param>
/// <param name="log">Gets a line for each further attempt.</param>
/// <param name="received">Told of the bytes as they come.</param>
internal sealed class UvFetch(
    HttpPatience patience, Func<string, string?> variable, ILog log, Action<long, long?> received)
{
    private readonly HttpDownload _http = new(patience, log.Detail);

    /// <summary>Fetches and checks.</summary>
    public async Task<UvAttempt> FromAsync(UvSource source, CancellationToken cancellation)
    {
        var (file, problem) = source.Index is { } index
            ? await FindAsync(index, source.File, cancellation).ConfigureAwait(false)
            : Uri.TryCreate(source.Url, UriKind.Absolute, out var url)
                ? (new HttpFile(url), "")
                : (null, "it is not a URL");
        if (file is null)
            return new UvAttempt(source, "", null, problem);
        var outcome = await GetAsync(file, received, cancellation).ConfigureAwait(false);
        if (outcome.Answer is not { } answer)
            return new UvAttempt(source, "", null, From(source, file.Url) + outcome.Reason);
        var actual = Digests.Hex(Digests.Of(answer.Bytes));
        if (actual == source.File.Sha256)
            return new UvAttempt(source, Uri.UnescapeDataString(file.Url.Segments[^1]), answer.Bytes);
        return new UvAttempt(source, "", null, From(source, file.Url) + (IsPage(answer)
            ? "a web page instead of the file, perhaps the sign-in page of a proxy"
            : $"other bytes than expected (SHA-256 {actual}, not {source.File.Sha256})"), actual);
    }

    private async Task<(HttpFile? File, string Problem)> FindAsync(
        UvIndex index, UvFile file, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(index.Url, UriKind.Absolute, out var root))
            return (null, "it is not a URL");
        if (root.IsFile)
            return InFolder(root.LocalPath, file);
        var login = IndexLogin.Of(index, variable);
        var outcome = await GetAsync(new HttpFile(index.Page, UvIndex.Accept, login), (_, _) => { }, cancellation)
            .ConfigureAwait(false);
        if (outcome.Answer is not { } answer)
            return (null, outcome.Reason);
        var files = IndexPage.Read(answer.Bytes, answer.MediaType, answer.Address);
        var found = files?.FirstOrDefault(one => one.Name == file.Name || one.Sha256 == file.Sha256);
        if (found is null)
            return (null, files is { Count: > 0 } ? $"it has no '{file.Name}'" : "its page lists no file of uv");
        // Credentials are the index's: another host does not get them.
        var same = Uri.Compare(
            found.Url, index.Page, UriComponents.SchemeAndServer, UriFormat.Unescaped,
            StringComparison.OrdinalIgnoreCase) == 0;
        return (new HttpFile(found.Url, "", same ? login : null), "");
    }

    // A folder of wheels, or the simple API's folders on disk.
    private static (HttpFile? File, string Problem) InFolder(string folder, UvFile file)
    {
        string[] places = [Path.Combine(folder, file.Name), Path.Combine(folder, "uv", file.Name)];
        return places.FirstOrDefault(File.Exists) is { } found
            ? (new HttpFile(new Uri(found)), "")
            : (null, $"it has no '{file.Name}'");
    }

    private async Task<HttpOutcome> GetAsync(
        HttpFile file, Action<long, long?> progress, CancellationToken cancellation)
    {
        if (!file.Url.IsFile)
            return await _http.GetAsync(file, progress, cancellation).ConfigureAwait(false);
        try
        {
            var bytes = await File.ReadAllBytesAsync(file.Url.LocalPath, cancellation).ConfigureAwait(false);
            return new HttpOutcome(new HttpAnswer(bytes, "", file.Url), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HttpOutcome(null, HttpReason.OneLine(e.Message));
        }
    }

    private static bool IsPage(HttpAnswer answer) => answer.MediaType is "text/html" or "application/xhtml+xml";

    // Where an index keeps its files is news to the reader of a message.
    private static string From(UvSource source, Uri url) =>
        source.Index is { } index && !string.Equals(index.Page.Host, url.Host, StringComparison.OrdinalIgnoreCase)
            ? $"its files at {url.Host}: "
            : "";
}
