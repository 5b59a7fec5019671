using System.Text;

namespace PyContainers.Testing.Images;

/// <summary>Paths of the machine that made an image, which nobody else has.</summary>
internal static class HostPaths
{
    // In links and scripts no folder of a user has a meaning; a binary may well name one of them.
    private static readonly string[] s_usersFolders = ["/root/", "/home/", "/tmp/", "/var/tmp/", "/Users/"];

    private static readonly byte[][] s_ofThisRun = [.. OfThisRun().Select(Encoding.UTF8.GetBytes)];

    /// <summary>The first path of this machine in an entry's content or in the link that it is, or nothing.</summary>
    /// <param name="link">Where a link leads; empty for anything else.</param>
    /// <param name="content">What a file has.</param>
    public static string In(string link, ReadOnlySpan<byte> content)
    {
        if (link.Length > 0)
        {
            return s_usersFolders.FirstOrDefault(folder => $"{link}/".StartsWith(folder, StringComparison.Ordinal))
                ?? "";
        }

        // The debug information of code that was compiled here names its sources: the compiler's flags are the user's.
        return FileContent.IsElf(content) ? "" : InContent(content) ?? InScript(content) ?? "";
    }

    private static string? InContent(ReadOnlySpan<byte> content)
    {
        foreach (var path in s_ofThisRun)
        {
            if (content.IndexOf(path) >= 0)
                return Encoding.UTF8.GetString(path);
        }

        return null;
    }

    // The interpreter of a script, in the first line or, where that would be too long, in the line that a shell runs.
    private static string? InScript(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("#!"u8))
            return null;
        var lines = Encoding.UTF8.GetString(content[..Math.Min(content.Length, 4096)]).Split('\n', 4);
        var start = lines[0].EndsWith("/bin/sh", StringComparison.Ordinal)
            ? string.Join('\n', lines.Take(3))
            : lines[0];
        return s_usersFolders.FirstOrDefault(folder => start.Contains(folder, StringComparison.Ordinal));
    }

    private static IEnumerable<string> OfThisRun()
    {
        yield return TestDirectory.Prefix;
        yield return Repository.Root.TrimEnd('/', '\\');
        if (Environment.GetEnvironmentVariable("PYCONTAINERS_KIT") is { Length: > 0 } kit)
            yield return kit;
    }
}
