namespace PyContainers.Core.Common;

/// <summary>How this host compares paths: letter by letter on Linux, without regard to case elsewhere.</summary>
public static class HostPath
{
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

    /// <summary>A folder and those above it, the nearest first.</summary>
    /// <param name="folder">Its full path.</param>
    public static IEnumerable<string> Upwards(string folder)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
            yield return current;
    }

    private static string Plain(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
