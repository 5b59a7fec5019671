using System.Text.RegularExpressions;

namespace PyContainers.Core.Diagnostics;

/// <summary>PYC9xxx: what is nobody's project's fault.</summary>
public static partial class BuildErrors
{
    /// <summary>PYC9001: the file system refused something.</summary>
    /// <param name="reason">What .NET says; the path in it, if there is one, is the place.</param>
    public static Diagnostic FileSystem(string reason) =>
        new(
            "PYC9001",
            $"{reason} Check that this user may read the files of the project, and the permissions and the free space "
                + "of the project's 'obj' folder, the temporary folder and PyContainerCacheDirectory.",
            NamedPath().Match(reason) is { Success: true } named && File.Exists(named.Groups["path"].Value)
                ? named.Groups["path"].Value
                : null
        );

    [GeneratedRegex("'(?<path>[^']+)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedPath();

    /// <summary>PYC9002: a bug of ours.</summary>
    public static Diagnostic Bug(string task, Exception e) =>
        new(
            "PYC9002",
            $"{task} failed unexpectedly ({e.GetType().Name}: {e.Message}). This is a bug in PyContainers: report it "
                + "with the log of '-v:detailed'."
        );
}
