using System.Text.RegularExpressions;

namespace PyContainers.Core.Elf;

/// <summary>The names by which Python knows extension modules.</summary>
public static partial class ExtensionName
{
    /// <summary>Whether a shared library is an extension module of some Python.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="names">Whether it has a symbol.</param>
    public static bool IsModule(string path, Func<string, bool> names)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (!name.EndsWith(".so", StringComparison.Ordinal))
            return false;
        var stem = name[..name.IndexOf('.', StringComparison.Ordinal)];
        // A name with nothing in front of 'so' can be a plain library's too.
        return Tagged().IsMatch(name) || name == stem + ".so" && names("PyInit_" + stem);
    }

    /// <summary>Whether an interpreter would import a module of that name: others' are passed over.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="minorVersion">The interpreter's, ex: <c>3.13</c>.</param>
    /// <param name="architecture">The image's, ex: <c>x86_64</c>.</param>
    /// <param name="libc"><c>gnu</c> or <c>musl</c>.</param>
    public static bool IsImportedBy(string name, string minorVersion, string architecture, string libc)
    {
        if (Tagged().Match(name) is not { Success: true } tagged || !tagged.Groups["version"].Success)
            return true;
        var (version, platform) = (tagged.Groups["version"].Value, tagged.Groups["platform"].Value);
        return version == minorVersion.Replace(".", "", StringComparison.Ordinal)
            && (platform.Length == 0 || platform == $"-{architecture}-linux-{libc}");
    }

    [GeneratedRegex(
        @"\.(cpython-(?<version>[0-9]+t?)(?<platform>-[^.]+)?|abi3t?)\.so\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tagged();
}
