using PyContainers.Core.Common;

namespace PyContainers.Core.Environments;

/// <summary>
/// Where the files of a <c>RECORD</c> lie: here, in the layout that uv gave the environment, and in the image, which
/// has that of Linux. By the words of the record alone: the host's own functions change names that Windows does not
/// like.
/// </summary>
internal sealed class RecordedPlaces
{
    /// <summary>From site-packages to the environment, on Linux.</summary>
    public const string Up = "../../../";

    private readonly string _environment;
    private readonly string _site;

    /// <summary>Those of an environment.</summary>
    /// <param name="sitePackages">Full path of site-packages.</param>
    public RecordedPlaces(string sitePackages)
    {
        var parts = Path.GetFullPath(sitePackages).Split(Path.DirectorySeparatorChar);
        // The environment is three folders up on Linux (lib/python3.13/site-packages), two on Windows
        // (Lib/site-packages).
        var depth = parts is [.., var parent, _] && parent.Equals("Lib", StringComparison.OrdinalIgnoreCase) ? 2 : 3;
        _environment = string.Join(Path.DirectorySeparatorChar, parts[..^depth]);
        _site = string.Join('/', parts[^depth..]);
    }

    /// <summary>A line with its file here, and with the path that it has in the image; one that leads out of the
    /// environment stays as it is, without a file.</summary>
    public RecordLine Place(RecordLine line) =>
        line.Path.StartsWith('/') || SlashPath.Resolve(_site, line.Path) is not { } place
            ? line
            : line with
            {
                Path = InImage(place),
                File = Path.Join(_environment, place.Replace('/', Path.DirectorySeparatorChar)),
            };

    // 'Scripts' is Windows' name of 'bin'. There nothing tells a wheel's script from a file that the wheel itself puts
    // into that folder, so on Linux there is no difference either.
    private string InImage(string place)
    {
        if (place.StartsWith(_site + "/", StringComparison.Ordinal))
            return place[(_site.Length + 1)..];
        return place.Split('/') is ["Scripts", var script] ? $"{Up}bin/{script}" : Up + place;
    }
}
