using System.Formats.Tar;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PyContainers.EndToEnd.Tests;

/// <summary>What a scanner, a cluster and an intruder see of an image in a registry, whoever built it.</summary>
/// <param name="Size">Bytes of all its layers as they are sent.</param>
/// <param name="Files">Files and links; folders do not count.</param>
/// <param name="User">The config's.</param>
/// <param name="Writable">What that user may write to, the sticky folders that everybody shares aside.</param>
/// <param name="Found">Tools that an image has no use for.</param>
internal sealed partial record PublishedImageFacts(
    long Size,
    int Files,
    string User,
    IReadOnlyList<string> Writable,
    IReadOnlyList<string> Found
)
{
    private const UnixFileMode SetId = UnixFileMode.SetUser | UnixFileMode.SetGroup;

    private static readonly HttpClient s_client = new();

    // What the engine itself puts into every container.
    private static readonly string[] s_engines =
    [
        "dev",
        "proc",
        "sys",
        ".dockerenv",
        "etc/hosts",
        "etc/hostname",
        "etc/resolv.conf",
        "etc/mtab",
    ];

    public bool IsNonRootInNumbers => Numbers().IsMatch(User);

    /// <summary>Looks into an image that Docker has and the registry too.</summary>
    public static PublishedImageFacts Of(string registry, string repository)
    {
        var image = $"{registry}/{repository}:latest";
        var user = Tool.Run("docker", "image", "inspect", "--format", "{{.Config.User}}", image).Trim();
        var entries = FileSystem(image);
        var (uid, gid) = Ids(user);
        return new PublishedImageFacts(
            CompressedSize(registry, repository),
            entries.Count(entry => entry.EntryType != TarEntryType.Directory),
            user,
            [
                .. entries
                    .Where(entry => MayWrite(entry, uid, gid))
                    .Select(entry => "/" + entry.Name.TrimEnd('/'))
                    .Order(StringComparer.Ordinal),
            ],
            [
                .. entries
                    .Select(UselessTool)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
        );
    }

    private static long CompressedSize(string registry, string repository)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri($"http://{registry}/v2/{repository}/manifests/latest")
        );
        request.Headers.Add(
            "Accept",
            "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json"
        );
        using var reply = s_client.Send(request).EnsureSuccessStatusCode();
        using var manifest = JsonDocument.Parse(reply.Content.ReadAsStream());
        return manifest
            .RootElement.GetProperty("layers")
            .EnumerateArray()
            .Sum(layer => layer.GetProperty("size").GetInt64());
    }

    private static List<TarEntry> FileSystem(string image)
    {
        var container = Tool.Run("docker", "create", "--network=none", image, "none").Trim();
        using var folder = new TestDirectory();
        try
        {
            Tool.Run("docker", "export", "-o", folder["rootfs.tar"], container);
        }
        finally
        {
            Tool.TryRun("docker", "rm", container);
        }

        using var file = File.OpenRead(folder["rootfs.tar"]);
        using var tar = new TarReader(file);
        var entries = new List<TarEntry>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (
                !s_engines.Any(name =>
                    entry.Name.TrimEnd('/') == name || entry.Name.StartsWith(name + "/", StringComparison.Ordinal)
                )
            )
                entries.Add(entry);
        }

        return entries;
    }

    private static (int Uid, int Gid) Ids(string user) =>
        user.Split(':')
            .Select(part => int.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : 0)
            .ToArray()
            is [var uid, .. var rest]
            ? (uid, rest is [var gid] ? gid : 0)
            : (0, 0);

    private static bool MayWrite(TarEntry entry, int uid, int gid)
    {
        if (entry.EntryType == TarEntryType.SymbolicLink || entry.Mode.HasFlag(UnixFileMode.StickyBit))
            return false;
        var needed =
            entry.Uid == uid ? UnixFileMode.UserWrite
            : entry.Gid == gid ? UnixFileMode.GroupWrite
            : UnixFileMode.OtherWrite;
        return uid == 0 || entry.Mode.HasFlag(needed);
    }

    private static string? UselessTool(TarEntry entry)
    {
        var path = "/" + entry.Name;
        if (entry.EntryType == TarEntryType.Directory)
            return null;
        if ((entry.Mode & SetId) != UnixFileMode.None)
            return "set-id file";
        return ToolPath().Match(path) is { Success: true } match
            ? match.Groups.Values.Skip(1).First(group => group.Success).Name
            : null;
    }

    [GeneratedRegex("^[1-9][0-9]*(:[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(
        @"(?<uv>/bin/uvx?$)|(?<pip>/pip/__init__\.py$|/bin/pip[0-9.]*$|/_bundled/pip-)"
            + @"|(?<setuptools>/setuptools/__init__\.py$|/_bundled/setuptools-)|(?<wheel>/wheel/__init__\.py$)"
            + @"|(?<shell>/bin/(sh|bash|dash|ash|busybox)$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ToolPath();
}
