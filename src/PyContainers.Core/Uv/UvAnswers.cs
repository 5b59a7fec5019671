using System.Collections.Concurrent;
using PyContainers.Core.Common;

namespace PyContainers.Core.Uv;

/// <summary>
/// What uv has answered in this build: the projects of a solution ask the same of their workspace. An answer counts as
/// long as the files that it depends on are what they were.
/// </summary>
public sealed class UvAnswers
{
    // A file system may round down to two seconds: what is younger may have been written after uv has read it.
    private static readonly TimeSpan s_rounding = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Answer> _known = new(StringComparer.Ordinal);

    /// <summary>The answer to a question, asked now unless it is known.</summary>
    /// <param name="tool">The uv to run.</param>
    /// <param name="command">The question.</param>
    /// <param name="ask">Runs it. A failure is not kept: null, or an exception.</param>
    /// <param name="files">Full paths of the files and folders that an answer depends on; some may not exist.</param>
    /// <returns>Null for a failure.</returns>
    public async Task<T?> AskAsync<T>(
        UvTool tool, UvCommand command, Func<Task<T?>> ask, Func<T, IEnumerable<string>> files)
        where T : class
    {
        var question = $"{tool} {command.Folder} {string.Join(' ', command.Arguments)}";
        if (_known.TryGetValue(question, out var known) && known.Files.All(file => Change.Of(file.Path) == file))
            return (T)known.Value;
        var began = TimeProvider.System.GetUtcNow().UtcDateTime;
        if (await ask().ConfigureAwait(false) is not { } answer)
            return null;
        Change[] changes = [.. files(answer).Distinct(HostPath.Comparer).Select(Change.Of)];
        if (changes.All(file => file.Time < began - s_rounding))
            _known[question] = new Answer(answer, changes);
        return answer;
    }

    private sealed record Answer(object Value, IReadOnlyList<Change> Files);

    // Within one build, nobody brings new content with an old time.
    private sealed record Change(string Path, DateTime Time, long Length)
    {
        public static Change Of(string path)
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null)
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return new Change(path, File.GetLastWriteTimeUtc(file.FullName), file.Exists ? file.Length : -1);
        }
    }
}
