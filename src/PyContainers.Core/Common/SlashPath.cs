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
}
