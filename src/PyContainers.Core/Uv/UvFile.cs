using System.Reflection;

namespace PyContainers.Core.Uv;

/// <summary>A file that holds uv for a host: a wheel, as package indexes have it, or a release's archive.</summary>
/// <param name="Version">uv's version.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sha256">64 hex digits in lower case: what its bytes must hash to.</param>
public sealed record UvFile(string Version, string Name, string Sha256)
{
    /// <summary>Whether a name is that of a wheel.</summary>
    public static bool IsWheel(string name) => name.EndsWith(".whl", StringComparison.Ordinal);

    /// <summary>The files of a version whose hashes this package has, for a host: the wheel first.</summary>
    /// <param name="version">uv's version.</param>
    /// <param name="host">A runtime identifier, for instance <c>win-x64</c>.</param>
    public static IReadOnlyList<UvFile> Known(string version, string host)
    {
        var tag = WheelTag(host);
        var archive = Archive(host);
        return
        [
            .. Listed(version)
                .Where(file => IsWheel(file.Name)
                    ? tag is not null && file.Name.Contains(tag, StringComparison.Ordinal)
                    : file.Name == archive)
                .OrderBy(file => IsWheel(file.Name) ? 0 : 1),
        ];
    }

    /// <summary>The name of a release's archive for a host, or null where uv has none.</summary>
    /// <param name="host">A runtime identifier, for instance <c>win-x64</c>.</param>
    public static string? Archive(string host) => host switch
    {
        "linux-x64" => "uv-x86_64-unknown-linux-gnu.tar.gz",
        "linux-arm64" => "uv-aarch64-unknown-linux-gnu.tar.gz",
        "linux-arm" => "uv-armv7-unknown-linux-gnueabihf.tar.gz",
        "linux-ppc64le" => "uv-powerpc64le-unknown-linux-gnu.tar.gz",
        "linux-riscv64" => "uv-riscv64gc-unknown-linux-gnu.tar.gz",
        "linux-s390x" => "uv-s390x-unknown-linux-gnu.tar.gz",
        "linux-musl-x64" => "uv-x86_64-unknown-linux-musl.tar.gz",
        "linux-musl-arm64" => "uv-aarch64-unknown-linux-musl.tar.gz",
        "linux-musl-arm" => "uv-armv7-unknown-linux-musleabihf.tar.gz",
        "linux-musl-riscv64" => "uv-riscv64gc-unknown-linux-musl.tar.gz",
        "osx-x64" => "uv-x86_64-apple-darwin.tar.gz",
        "osx-arm64" => "uv-aarch64-apple-darwin.tar.gz",
        "win-x64" => "uv-x86_64-pc-windows-msvc.zip",
        "win-arm64" => "uv-aarch64-pc-windows-msvc.zip",
        "win-x86" => "uv-i686-pc-windows-msvc.zip",
        _ => null,
    };

    // A part of the one wheel's name. Those tagged for musl are linked statically, and run with glibc too.
    private static string? WheelTag(string host) => host switch
    {
        "linux-x64" => "manylinux_2_17_x86_64",
        "linux-musl-x64" => "musllinux_1_1_x86_64",
        "linux-arm64" or "linux-musl-arm64" => "musllinux_1_1_aarch64",
        "linux-arm" or "linux-musl-arm" => "musllinux_1_1_armv7l",
        "linux-riscv64" or "linux-musl-riscv64" => "musllinux_1_1_riscv64",
        "linux-ppc64le" => "manylinux_2_17_ppc64le",
        "linux-s390x" => "manylinux_2_17_s390x",
        "osx-x64" => "macosx_10_12_x86_64",
        "osx-arm64" => "macosx_11_0_arm64",
        "win-x64" => "win_amd64",
        "win-arm64" => "win_arm64",
        "win-x86" => "win32",
        _ => null,
    };

    private static IEnumerable<UvFile> Listed(string version)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"uv-{version}.sha256");
        if (stream is null)
            return [];
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n')
                .Select(line => line.Split("  ", 2))
                .Where(parts => parts.Length == 2)
                .Select(parts => new UvFile(version, parts[1].Trim(), parts[0])),
        ];
    }
}
