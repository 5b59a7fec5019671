using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Internet;

/// <summary>What the hosts have, made from an offline kit.</summary>
internal static partial class Content
{
    private const string Archive = "uv-x86_64-unknown-linux-gnu";

    // Host and repository, tag, the kit's image.
    private static readonly (string Repository, string Tag, string Image)[] s_images =
    [
        ("mcr.microsoft.com/dotnet/runtime-deps", "10.0-noble-chiseled", "debian12-distroless"),
        ("registry-1.docker.io/library/debian", "12-slim", "debian12-busybox"),
        ("basic.corp.test/base/deps", "10.0", "debian12-distroless"),
        ("bearer.corp.test/base/deps", "10.0", "debian12-distroless"),
        ("mirror.corp.test/dotnet/runtime-deps", "10.0-noble-chiseled", "debian12-distroless"),
        ("private.corp.test/dotnet/runtime-deps", "10.0-noble-chiseled", "debian12-distroless"),
    ];

    /// <summary>Makes it all anew.</summary>
    public static void Prepare(string kit, string content, IReadOnlyList<string> wheels)
    {
        if (Directory.Exists(content))
            Directory.Delete(content, recursive: true);
        Directory.CreateDirectory(content);
        File.WriteAllText(Path.Combine(content, "hosts.txt"), PublicIndex(kit));
        Authority.Prepare(content, [.. Hosts(content).Keys, Internet.Hosts.Proxy]);
        Uv(kit, content);
        Python(kit, content);
        Wheels.Prepare(kit, Path.Combine(content, "wheels"), wheels);
        foreach (var (repository, tag, image) in s_images)
            Image(Path.Combine(kit, "images", image), Path.Combine(content, "registry"), repository, tag);
    }

    /// <summary>The hosts of the box.</summary>
    public static IReadOnlyDictionary<string, Host> Hosts(string content)
    {
        var names = File.ReadAllLines(Path.Combine(content, "hosts.txt"));
        return Internet.Hosts.All(names[0], names[1]);
    }

    // uv's default index and its files, as the lockfiles of the kit's projects name them.
    private static string PublicIndex(string kit)
    {
        var text = File.ReadAllText(Path.Combine(kit, "projects", "web-api", "uv.lock"));
        return $"{Registry().Match(text).Groups["host"]}\n{Files().Match(text).Groups["host"]}\n";
    }

    // The kit's uv as the archive of a release, also of the one whose hash the product knows: a wrong one, then.
    private static void Uv(string kit, string content)
    {
        var program = Directory.EnumerateFiles(Path.Combine(kit, "uv"), "uv", SearchOption.AllDirectories).Single();
        var version = Path.GetFileName(Path.GetDirectoryName(program))!;
        foreach (var release in new[] { version, "0.13.0" })
        {
            var file = Path.Combine(content, "releases", "uv", release, Archive + ".tar.gz");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest);
            using var tar = new TarWriter(gzip);
            tar.WriteEntry(program, $"{Archive}/uv");
        }
    }

    private static void Python(string kit, string content)
    {
        var list = JsonNode.Parse(File.ReadAllText(Path.Combine(kit, "python", "downloads.json")))!.AsObject();
        foreach (var (_, download) in list)
        {
            var name = Path.GetFileName((string)download!["url"]!);
            var date = name.Split('+')[1].Split('-')[0];
            var file = Path.Combine(content, "releases", "python-build-standalone", date, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(Path.Combine(kit, "python", "archives", ((string)download["sha256"]!)[..9] + "-" + name), file);
            download["url"] = "https://github.com/astral-sh/python-build-standalone/releases/download/"
                + $"{date}/{name.Replace("+", "%2B", StringComparison.Ordinal)}";
        }

        File.WriteAllText(Path.Combine(content, "downloads.json"), list.ToJsonString());
    }

    private static void Image(string layout, string registry, string repository, string tag)
    {
        var (host, name) = (repository.Split('/', 2)[0], repository.Split('/', 2)[1]);
        var tags = Directory.CreateDirectory(Path.Combine(registry, "tags", host, name.Replace('/', '+'))).FullName;
        var blobs = Directory.CreateDirectory(Path.Combine(registry, "blobs")).FullName;
        foreach (var blob in Directory.EnumerateFiles(Path.Combine(layout, "blobs", "sha256")))
        {
            var digest = "sha256+" + Path.GetFileName(blob);
            File.Copy(blob, Path.Combine(blobs, digest), overwrite: true);
            File.WriteAllText(Path.Combine(tags, digest), digest.Replace('+', ':'));
        }

        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(layout, "index.json")));
        File.WriteAllText(
            Path.Combine(tags, tag),
            index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString());
    }

    [GeneratedRegex("registry = \"https://(?<host>[^/\"]+)/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Registry();

    [GeneratedRegex("url = \"https://(?<host>[^/\"]+)/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Files();
}
