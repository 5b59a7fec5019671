using System.Globalization;
using System.Text.Json.Serialization;

namespace PyContainers.Core.Bases;

/// <summary>What a base image's files tell about what can run in it.</summary>
/// <param name="GlibcVersion">Version of its glibc, such as <c>2.36</c>, or null when it has none.</param>
/// <param name="HasMusl">Whether it has musl's loader.</param>
/// <param name="HasShell">Whether it has <c>/bin/sh</c>.</param>
/// <param name="Users">The lines of its <c>/etc/passwd</c>.</param>
/// <param name="Interpreters">Full paths of its Python interpreters, such as <c>/usr/bin/python3.11</c>, in ordinal
/// order.</param>
/// <param name="Programs">Full paths of what lies in <see cref="ProgramFolders"/>, such as <c>/bin/sh</c>, in ordinal
/// order; a file in a linked folder has both its paths.</param>
/// <param name="Passwd">The text of its <c>/etc/passwd</c>; empty when it has none.</param>
/// <param name="Group">The text of its <c>/etc/group</c>; empty when it has none.</param>
/// <param name="CertificateBundle">Full path of its certificate authorities, where uv's interpreters do not find them
/// by themselves; else null.</param>
public sealed record BaseImageFacts(
    string? GlibcVersion,
    bool HasMusl,
    bool HasShell,
    IReadOnlyList<PasswdEntry> Users,
    IReadOnlyList<string> Interpreters,
    IReadOnlyList<string> Programs,
    string Passwd,
    string Group,
    string? CertificateBundle
)
{
    /// <summary>The folders of the usual <c>PATH</c>, in its order.</summary>
    public static IReadOnlyList<string> ProgramFolders { get; } =
    ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>The minor version of its glibc, ex: 36; the major one is always 2. Null when it has none.</summary>
    [JsonIgnore]
    public int? GlibcMinor =>
        GlibcVersion is { } version ? int.Parse(version.Split('.')[1], CultureInfo.InvariantCulture) : null;
}

/// <summary>A user of a base image.</summary>
/// <param name="Name">Login name.</param>
/// <param name="Uid">User id.</param>
/// <param name="Gid">Id of the primary group.</param>
/// <param name="Home">Home folder.</param>
public sealed record PasswdEntry(string Name, int Uid, int Gid, string Home);
