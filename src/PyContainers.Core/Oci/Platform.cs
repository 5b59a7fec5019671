using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Oci;

/// <summary>A platform of the image, in four vocabularies: .NET's, OCI's, python-build-standalone's and uv's.</summary>
/// <param name="RuntimeIdentifier">For instance <c>linux-x64</c>.</param>
/// <param name="OciArchitecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Arch">For instance <c>x86_64</c>.</param>
/// <param name="Libc"><c>gnu</c> or <c>musl</c>.</param>
public sealed record Platform(string RuntimeIdentifier, string OciArchitecture, string Arch, string Libc)
{
    /// <summary>The newest glibc that uv has a platform for.</summary>
    private const int NewestGlibc = 40;

    /// <summary>The platform of a runtime identifier.</summary>
    /// <exception cref="PyContainersException">PYC3015 for one that uv cannot install for.</exception>
    public static Platform Of(string runtimeIdentifier) => runtimeIdentifier switch
    {
        "linux-x64" => new(runtimeIdentifier, "amd64", "x86_64", "gnu"),
        "linux-arm64" => new(runtimeIdentifier, "arm64", "aarch64", "gnu"),
        "linux-musl-x64" => new(runtimeIdentifier, "amd64", "x86_64", "musl"),
        "linux-musl-arm64" => new(runtimeIdentifier, "arm64", "aarch64", "musl"),
        _ => throw ImageErrors.UnsupportedRuntimeIdentifier(runtimeIdentifier),
    };

    /// <summary>The value of <c>--python-platform</c> for a base with this glibc.</summary>
    /// <param name="glibcMinor">Its minor version, ex: 36; null for what current wheels agree on, 28.</param>
    public string PythonPlatform(int? glibcMinor)
    {
        if (Libc == "musl")
            return $"{Arch}-unknown-linux-musl";
        return $"{Arch}-manylinux_2_{Supported(Math.Min(glibcMinor ?? 28, NewestGlibc))}";
    }

    // uv knows 2_17, 2_28 and 2_31 to 2_40: an older glibc takes the next one down.
    private static int Supported(int minor) => minor >= 31 ? minor : minor >= 28 ? 28 : 17;
}
