namespace PyContainers.Core.Diagnostics;

/// <summary>PYC9xxx: what is nobody's project's fault.</summary>
public static class BuildErrors
{
    /// <summary>PYC9001: the file system refused something.</summary>
    public static Diagnostic FileSystem(string reason) =>
        new(
            "PYC9001",
            $"{reason} Check the permissions and the free space of the project's 'obj' folder, the temporary folder "
                + "and PyContainerCacheDirectory."
        );

    /// <summary>PYC9002: a bug of ours.</summary>
    public static Diagnostic Bug(string task, Exception e) =>
        new(
            "PYC9002",
            $"{task} failed unexpectedly ({e.GetType().Name}: {e.Message}). This is a bug in PyContainers: report it "
                + "with the log of '-v:detailed'."
        );
}
