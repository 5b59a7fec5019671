using PyContainers.Core.Common;

namespace PyContainers.Core.Applications;

/// <summary>Files and folders that stay out because somebody names their place, and why.</summary>
/// <param name="paths">Full paths, without a slash at the end; of two groups of one path the first counts.</param>
public sealed class ExcludedPaths(IEnumerable<KeyValuePair<string, LeftOutGroup>> paths)
{
    private readonly Dictionary<string, LeftOutGroup> _paths = paths
        .DistinctBy(path => path.Key, HostPath.Comparer)
        .ToDictionary(path => path.Key, path => path.Value, HostPath.Comparer);

    /// <summary>Nothing.</summary>
    public static ExcludedPaths None { get; } = new([]);

    /// <summary>Why a path stays out; null when nobody names it.</summary>
    public LeftOutGroup? Of(string path) => _paths.TryGetValue(path, out var group) ? group : null;

    /// <summary>Those of one group.</summary>
    public ExcludedPaths Only(LeftOutGroup group) => new(_paths.Where(path => path.Value == group));

    /// <summary>These paths and more.</summary>
    public ExcludedPaths With(IEnumerable<string> more, LeftOutGroup group) =>
        new(_paths.Concat(more.Select(path => KeyValuePair.Create(path, group))));
}
