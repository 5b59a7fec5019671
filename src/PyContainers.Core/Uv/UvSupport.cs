using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Uv;

/// <summary>Which versions of uv are used, and which are refused.</summary>
public static class UvSupport
{
    /// <summary>The version that is downloaded when no other uv is at hand: its wheel, from a package index.</summary>
    public const string Pinned = "0.13.8";

    /// <summary>The newest version of which this package has the hashes of the release's archives: what is downloaded
    /// where no index has the wheel.</summary>
    public const string PinnedRelease = "0.13.0";

    /// <summary>The oldest uv that is accepted when the user names it.</summary>
    public const string Minimum = "0.10.0";

    /// <summary>The range this package is tested with, for messages.</summary>
    public const string TriedRange = "0.13.x";

    /// <summary>Whether a version is in the tested range: only such a uv is taken from PATH unasked.</summary>
    public static bool IsTried(string version) => version.StartsWith("0.13.", StringComparison.Ordinal);

    /// <summary>Whether a version is new enough to be used when the user names it.</summary>
    public static bool IsAccepted(string version) =>
        System.Version.TryParse(version.Split('-', '+')[0], out var parsed) && parsed >= System.Version.Parse(Minimum);

    /// <summary>PYC1002 with the versions that would do.</summary>
    internal static PyContainersException Unsupported(string path, string found) =>
        UvErrors.Unsupported(path, found, Minimum, TriedRange);
}
