using System.Globalization;
using PyContainers.Core.Common;

namespace PyContainers.Core.Kits;

/// <summary>An archive of a kit: what it has to be.</summary>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">64 lower-case hex digits.</param>
internal sealed record KitPart(long Size, string Sha256)
{
    /// <summary>Compares a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>What is wrong, as a clause; null when nothing is.</returns>
    public string? Fault(string path)
    {
        if (!File.Exists(path))
            return "it is missing";
        var size = new FileInfo(path).Length;
        if (size != Size)
            return string.Create(CultureInfo.InvariantCulture, $"it has {size} bytes, but {Size} were expected");
        var actual = Digests.Hex(Digests.OfFile(path));
        return actual == Sha256 ? null : $"it has the SHA-256 {actual}, but {Sha256} was expected";
    }
}
