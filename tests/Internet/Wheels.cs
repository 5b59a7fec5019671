using System.IO.Compression;

namespace Internet;

/// <summary>Wheels out of a uv cache, which has them unpacked: zipped again, so their hashes are not the public
/// index's.</summary>
internal static class Wheels
{
    // What the samples web-api and flask need.
    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "annotated_doc", "annotated_types", "anyio", "click", "fastapi", "h11", "idna", "pydantic", "pydantic_core",
        "sniffio", "starlette", "typing_extensions", "typing_inspection", "uvicorn", "opentelemetry_api", "flask",
        "gunicorn", "blinker", "itsdangerous", "jinja2", "markupsafe", "packaging", "werkzeug", "orjson", "rich",
        "markdown_it_py", "mdurl", "pygments",
    };

    /// <summary>Fills a folder with wheels, each with its metadata beside it.</summary>
    /// <param name="kit">The kit with the cache.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="more">Wheels that are files, taken as they are.</param>
    public static void Prepare(string kit, string folder, IReadOnlyList<string> more)
    {
        Directory.CreateDirectory(folder);
        foreach (var unpacked in Directory.EnumerateDirectories(Path.Combine(kit, "uv-cache", "archive-v0")))
        {
            if (Directory.EnumerateDirectories(unpacked, "*.dist-info").SingleOrDefault() is { } info
                && File.Exists(Path.Combine(info, "WHEEL"))
                && s_names.Contains(Path.GetFileName(info).Split('-')[0]))
                Zip(unpacked, info, folder);
        }

        foreach (var wheel in more)
        {
            var copy = Path.Combine(folder, Path.GetFileName(wheel));
            File.Copy(wheel, copy);
            using var zip = ZipFile.OpenRead(copy);
            zip.Entries.Single(entry => entry.FullName.EndsWith(".dist-info/METADATA", StringComparison.Ordinal))
                .ExtractToFile(copy + ".metadata");
        }
    }

    private static void Zip(string unpacked, string info, string folder)
    {
        var tags = File.ReadAllLines(Path.Combine(info, "WHEEL"))
            .Where(line => line.StartsWith("Tag: ", StringComparison.Ordinal))
            .Select(line => line["Tag: ".Length..].Trim().Split('-'))
            .ToList();
        string Joined(int part) =>
            string.Join('.', new SortedSet<string>(tags.Select(one => one[part]), StringComparer.Ordinal));
        var tag = $"{Joined(0)}-{Joined(1)}-{Joined(2)}";
        var file = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(info)}-{tag}.whl");
        if (File.Exists(file))
            return;
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        var files = Directory.EnumerateFiles(unpacked, "*", SearchOption.AllDirectories);
        foreach (var path in files.Order(StringComparer.Ordinal))
        {
            var entry = zip.CreateEntry(
                Path.GetRelativePath(unpacked, path).Replace('\\', '/'), CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            var runs = !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);
            entry.ExternalAttributes = Convert.ToInt32(runs ? "100755" : "100644", 8) << 16;
            using var stream = entry.Open();
            stream.Write(File.ReadAllBytes(path));
        }

        File.Copy(Path.Combine(info, "METADATA"), file + ".metadata");
    }
}
