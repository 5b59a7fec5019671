namespace PyContainers.Core.Interpreters;

/// <summary>libpython: what a program loads that embeds Python.</summary>
internal static class SharedLibrary
{
    /// <summary>Its file name on Linux, ex: <c>libpython3.13.so.1.0</c>.</summary>
    public static string NameOf(string minorVersion) => $"libpython{minorVersion}.so.1.0";

    /// <summary>Its path in an image.</summary>
    /// <param name="interpreter">The interpreter's path, ex: <c>/opt/python</c>.</param>
    /// <param name="minorVersion">ex: <c>3.13</c>.</param>
    public static string In(string interpreter, string minorVersion) => $"{interpreter}/lib/{NameOf(minorVersion)}";

    /// <summary>Full path of an installed interpreter's, on this machine.</summary>
    /// <param name="python">Full path of the interpreter's executable.</param>
    /// <param name="minorVersion">ex: <c>3.13</c>.</param>
    public static string Beside(string python, string minorVersion)
    {
        var folder = Path.GetDirectoryName(python)!;
        if (OperatingSystem.IsWindows())
            return Path.Combine(folder, $"python{minorVersion.Replace(".", "", StringComparison.Ordinal)}.dll");
        var name = OperatingSystem.IsMacOS() ? $"libpython{minorVersion}.dylib" : NameOf(minorVersion);
        return Path.Combine(Path.GetDirectoryName(folder)!, "lib", name);
    }
}
