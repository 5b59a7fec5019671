using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Bases;

/// <summary>The Python interpreters that a base image brings, by their full paths in it.</summary>
public static class BaseInterpreters
{
    /// <summary>The minor version that a path names: <c>3.11</c> for <c>/usr/bin/python3.11</c>; null for a
    /// free-threaded build, which other wheels fit.</summary>
    public static string? MinorOf(string path)
    {
        var version = SlashPath.Name(path)["python".Length..];
        return version.EndsWith('t') ? null : version;
    }

    /// <summary>The minor versions that every platform's base has.</summary>
    /// <param name="image">The base's name for messages.</param>
    /// <param name="byPlatform">The paths, for each platform.</param>
    /// <exception cref="PyContainersException">PYC3037 when there is none.</exception>
    public static IReadOnlyList<string> CommonMinors(string image, IReadOnlyList<IReadOnlyList<string>> byPlatform)
    {
        var common = byPlatform
            .Select(paths => paths.Select(MinorOf).OfType<string>())
            .Aggregate((one, other) => one.Intersect(other, StringComparer.Ordinal));
        List<string> minors = [.. common.Distinct(StringComparer.Ordinal)];
        return minors.Count > 0
            ? minors
            : throw ImageErrors.NoInterpreterInBase(
                image,
                byPlatform.SelectMany(paths => paths).Distinct(StringComparer.Ordinal)
            );
    }

    /// <summary>The interpreter of a minor version; of several, the one that a shell would find first.</summary>
    public static string Find(IReadOnlyList<string> paths, string minor) =>
        paths
            .Where(path => MinorOf(path) == minor)
            .OrderBy(path =>
                path.StartsWith("/usr/local/", StringComparison.Ordinal) ? 0
                : path.StartsWith("/usr/bin/", StringComparison.Ordinal) ? 1
                : 2
            )
            .First();
}
