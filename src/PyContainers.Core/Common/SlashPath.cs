namespace PyContainers.Core.Common;

/// <summary>Paths as images and ignore files write them: <c>/</c>-separated, relative to a root.</summary>
internal static class SlashPath
{
    /// <summary>The folders that a path lies in, from the root down, without the root.</summary>
    public static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    /// <summary>The folder that a path lies in; empty for the root.</summary>
    public static string Folder(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    /// <summary>The last part of a path.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Where a path leads, seen from a folder; null when that is above the root.</summary>
    /// <remarks>By its words alone: the host's own functions put a drive in front on Windows, and stop at the root
    /// where a link would not.</remarks>
    public static string? Resolve(string folder, string path)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }

        return string.Join('/', parts);
    }

    /// <summary>The way from a folder to a path.</summary>
    public static string Relative(string folder, string path)
    {
        string[] from = folder.Split('/', StringSplitOptions.RemoveEmptyEntries), to = path.Split('/');
        var common = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('/', [.. Enumerable.Repeat("..", from.Length - common), .. to.Skip(common)]);
    }
}
