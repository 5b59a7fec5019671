using System.Buffers;

namespace PyContainers.Core.Common;

/// <summary>How this host compares paths: letter by letter on Linux, without regard to case elsewhere.</summary>
public static class HostPath
{
    private const string Long = @"\\?\";

    private static readonly SearchValues<char> s_notInWindows = SearchValues.Create("\\:*?\"<>|");

    /// <summary>The comparison.</summary>
    public static StringComparison Comparison =>
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The same, for sets of paths.</summary>
    public static StringComparer Comparer { get; } = StringComparer.FromComparison(Comparison);

    /// <summary>Whether two full paths name the same place, however they are written; links are not followed.</summary>
    public static bool AreSame(string one, string other) => string.Equals(Plain(one), Plain(other), Comparison);

    /// <summary>Whether a folder is at a path or holds what is there, by their words alone.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="path">A full path without a separator at its end.</param>
    public static bool IsAbove(string folder, string path) =>
        $"{path}{Path.DirectorySeparatorChar}".StartsWith(
            folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, Comparison);

    /// <summary>Whether a path that the system listed cannot be used: the bytes of its name are no UTF-8, and .NET has
    /// put a replacement character in the place of each.</summary>
    public static bool IsNotText(string path) =>
        Path.GetFileName(path).Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(path);

    /// <summary>Whether a system can have a file at a path under that very name. Windows reads some characters in its
    /// own way, and drops dots and spaces at the end of a name.</summary>
    /// <param name="path">A relative path, <c>/</c>-separated; an archive's folders end with that.</param>
    /// <param name="isWindows">Whether that is the system.</param>
    internal static bool CanBe(string path, bool isWindows) =>
        !isWindows || path.TrimEnd('/').Split('/').All(name =>
            name.Length > 0
            && name[^1] is not ('.' or ' ')
            && !name.Any(one => one < ' ' || s_notInWindows.Contains(one)));

    /// <summary>A full path as any program can open it. Without a setting of the system's that is off by default,
    /// Windows refuses a path of 260 characters or more unless it is in this form.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isWindows">Whether it is Windows'.</param>
    internal static string ForProgram(string path, bool isWindows) =>
        isWindows && path is { Length: >= 260 } and not ['\\', '\\', ..] ? Long + path.Replace('/', '\\') : path;

    /// <summary>The path that <see cref="ForProgram"/> was given, for people.</summary>
    internal static string FromProgram(string path) =>
        path.StartsWith(Long, StringComparison.Ordinal) ? path[Long.Length..] : path;

    /// <summary>A folder and those above it, the nearest first.</summary>
    /// <param name="folder">Its full path.</param>
    public static IEnumerable<string> Upwards(string folder)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
            yield return current;
    }

    private static string Plain(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
