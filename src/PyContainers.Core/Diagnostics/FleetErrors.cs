namespace PyContainers.Core.Diagnostics;

/// <summary>PYC404x: the fleet's cache.</summary>
public static class FleetErrors
{
    /// <summary>PYC4040 (warning): what a tag of the cache names is no entry of that key.</summary>
    /// <param name="entry">The entry, <c>REGISTRY/NAME:TAG</c>.</param>
    public static Diagnostic ForeignEntry(string entry) =>
        new(
            "PYC4040",
            $"'{entry}' is not an entry of the fleet's cache that belongs to this tag, so its layers are made anew: it "
                + "was written by something else, or copied from another tag. Delete the tag, and let only protected "
                + "branches write to PyContainerCacheRepository."
        );

    /// <summary>PYC4041 (warning): the same ingredients have become other bytes elsewhere.</summary>
    /// <param name="entry">The entry, <c>REGISTRY/NAME:TAG</c>.</param>
    /// <param name="name">What it holds, for people.</param>
    /// <param name="theirs">The digests that it names.</param>
    /// <param name="ours">Those that this build has made.</param>
    public static Diagnostic OtherDigest(string entry, string name, string theirs, string ours) =>
        new(
            "PYC4041",
            $"{Differs(entry, name, theirs, ours)} The entry is left as it is, and this image has the layers that this "
                + $"build has made. {Advice}"
        );

    /// <summary>PYC4042: an entry does not hold what the lockfile makes.</summary>
    /// <inheritdoc cref="OtherDigest" path="/param"/>
    public static Diagnostic WrongEntry(string entry, string name, string theirs, string ours) =>
        new("PYC4042", $"{Differs(entry, name, theirs, ours)} {Advice}");

    /// <summary>PYC4043: the cache could not be read, so nothing is verified.</summary>
    /// <param name="place">The cache.</param>
    public static PyContainersException NotVerified(string place) =>
        new(new Diagnostic(
            "PYC4043",
            $"The fleet's cache '{place}' is not verified, because it did not answer every question; the line above "
                + "says why. Check PyContainerCacheRepository, the network and the credentials ('docker login')."));

    private const string Advice =
        "Somebody may have written a wrong entry: find out who may push there, delete the tag, and run "
            + "'dotnet build -t:VerifyPyContainerCache' for the projects that use it.";

    private static string Differs(string entry, string name, string theirs, string ours) =>
        $"'{entry}' ({name}) in the fleet's cache has the layers {theirs}, but the same lockfile makes {ours} here.";
}
