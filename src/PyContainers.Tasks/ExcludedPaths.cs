using Microsoft.Build.Framework;

namespace PyContainers.Tasks;

/// <summary>Full paths out of items that name files and folders.</summary>
internal static class ExcludedPaths
{
    public static HashSet<string> Of(IEnumerable<ITaskItem> items) =>
        items.Select(item => Path.TrimEndingDirectorySeparator(item.GetMetadata("FullPath")))
            .ToHashSet(Comparer);

    /// <summary>How paths are compared on this host.</summary>
    public static StringComparer Comparer => OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
