namespace PyContainers.Core.Interpreters;

/// <summary>The interpreters of a publish: one that runs here, and one archive for each platform of the image. All have
/// the same version.</summary>
/// <param name="Version">The full version, for instance <c>3.13.15</c>.</param>
/// <param name="HostPath">Full path of the executable that runs on this host.</param>
/// <param name="Archives">The archive, by runtime identifier; empty when the image has its base's interpreter.</param>
public sealed record Interpreter(string Version, string HostPath, IReadOnlyDictionary<string, VerifiedArchive> Archives)
{
    /// <summary>Major and minor: <c>3.13</c>.</summary>
    public string MinorVersion => MinorOf(Version);

    /// <summary>Major and minor of a full version.</summary>
    public static string MinorOf(string version) => string.Join('.', version.Split('.').Take(2));
}

/// <summary>An interpreter's archive whose hash has been checked.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Digest">Its digest: what the interpreter's layer is made of.</param>
public sealed record VerifiedArchive(string Path, string Digest);
