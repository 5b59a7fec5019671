using System.Text;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Development;

/// <summary>The image's start command on this machine: the same words, with the paths of this machine.</summary>
/// <param name="image">Where things lie in the image.</param>
/// <param name="environment">Full path of the environment on this machine.</param>
/// <param name="project">Full path of the project's folder.</param>
public sealed class HostCommand(ImagePaths image, string environment, string project)
{
    // gunicorn's memory for its workers: Linux has it, with or without a container.
    private static readonly string[] s_sharedMemory = ["--worker-tmp-dir", "/dev/shm"];

    /// <summary>Translates a command.</summary>
    /// <param name="words">The command in exec form.</param>
    public IReadOnlyList<string> Of(IReadOnlyList<string> words)
    {
        var at = words.ToList().IndexOf(s_sharedMemory[0]);
        var kept = at >= 0 && at + 1 < words.Count && words[at + 1] == s_sharedMemory[1]
            && !Directory.Exists(s_sharedMemory[1])
            ? [.. words.Take(at), .. words.Skip(at + 2)]
            : words;
        return [.. kept.Select(Of)];
    }

    /// <summary>Translates a word; one that names nothing of the image stays.</summary>
    public string Of(string word) =>
        Below(word, image.Environment + "/bin") is { } program ? Program(program)
        : Below(word, image.Interpreter + "/bin") is { } python ? Program(python)
        : Below(word, image.Environment) is { } installed ? Path.Combine(environment, installed)
        : Below(word, image.App) is { } file ? Path.TrimEndingDirectorySeparator(Path.Combine(project, file))
        : word;

    /// <summary>Words as one text that .NET takes apart again, on every system.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private string Program(string name) => Path.Combine(StagingEnvironment.ProgramsIn(environment), name);

    private static string? Below(string word, string folder) =>
        word == folder ? ""
        : word.StartsWith(folder + "/", StringComparison.Ordinal) ? word[(folder.Length + 1)..]
        : null;

    // A backslash counts double only before a quote.
    private static string Quote(string word)
    {
        if (word.Length > 0 && !word.Any(c => char.IsWhiteSpace(c) || c == '"'))
            return word;
        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in word)
        {
            quoted.Append('\\', c == '"' ? backslashes + 1 : 0).Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
