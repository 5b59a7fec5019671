using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace FakeUv;

/// <summary>Interpreters: one version for each platform, in an archive of three small files, or the one that
/// FAKE_UV_PYTHON names.</summary>
internal static class Pythons
{
    private const string Version = "3.13.9";
    private static readonly (string Arch, string Libc)[] s_platforms =
    [
        ("x86_64", "gnu"),
        ("aarch64", "gnu"),
        ("x86_64", "musl"),
        ("aarch64", "musl"),
    ];

    public static string List(string request) =>
        request.StartsWith("3.", StringComparison.Ordinal) && !request.StartsWith("3.13", StringComparison.Ordinal)
            ? "[]"
            : "["
                + string.Join(
                    ',',
                    s_platforms.Select(platform =>
                        $$"""
                            {"key":"{{Key(
                                platform
                            )}}","version":"{{Version}}","version_parts":{"major":3,"minor":13,"patch":9},"path":null,"symlink":null,
                            "url":"https://pythons.invalid/{{FileName(Key(platform)).Replace(
                                "+",
                                "%2B",
                                StringComparison.Ordinal
                            )}}","os":"linux","variant":"default","implementation":"cpython","arch":"{{platform.Arch}}","libc":"{{platform.Libc}}"}
                            """
                    )
                )
                + "]";

    public static string Find() =>
        File.Exists(HostPath(InstallFolder))
            ? HostPath(InstallFolder)
            : throw new UvException("No interpreter found for CPython 3.13.9 in managed installations");

    public static int Install(string key, string? into)
    {
        var interpreter = HostPath(into ?? InstallFolder);
        Write(interpreter, "#!/bin/sh\n"u8.ToArray());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(interpreter, File.GetUnixFileMode(interpreter) | UnixFileMode.UserExecute);
        Write(Path.Combine(Path.GetDirectoryName(interpreter)!, "../lib/python3.13/os.py"), []);
        var archive = Archive(key);
        var name = Convert.ToHexStringLower(SHA256.HashData(archive))[..9] + "-" + FileName(key).Replace('+', '-');
        if (into is not null)
            Write(Path.Combine(Folder("UV_PYTHON_CACHE_DIR"), name), archive);
        return 0;
    }

    private static string Key((string Arch, string Libc) platform) =>
        $"cpython-{Version}-linux-{platform.Arch}-{platform.Libc}";

    private static string FileName(string key) =>
        $"{key.Replace("-linux", "+20260101-linux", StringComparison.Ordinal)}-install_only_stripped.tar.gz";

    private static string InstallFolder => Folder("UV_PYTHON_INSTALL_DIR");

    private static string HostPath(string folder) => Path.Combine(folder, "cpython-" + Version, "bin", "python3.13");

    private static string Folder(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new UvException(variable + " is not set");

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private static byte[] Archive(string key)
    {
        if (Environment.GetEnvironmentVariable("FAKE_UV_PYTHON") is { Length: > 0 } real)
            return File.ReadAllBytes(real);
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            Add(tar, "python/bin/python3.13", $"not an interpreter, {key}\n");
            Add(tar, "python/lib/python3.13/os.py", "name = 'posix'\n");
            tar.WriteEntry(
                new UstarTarEntry(TarEntryType.SymbolicLink, "python/bin/python3")
                {
                    LinkName = "python3.13",
                    ModificationTime = DateTimeOffset.UnixEpoch,
                }
            );
        }

        return buffer.ToArray();
    }

    private static void Add(TarWriter tar, string name, string text) =>
        tar.WriteEntry(
            new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                ModificationTime = DateTimeOffset.UnixEpoch,
            }
        );
}
