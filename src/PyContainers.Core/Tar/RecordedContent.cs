using System.Buffers.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tar;

/// <summary>What a distribution's <c>RECORD</c> says about a file. A layer is known by these hashes before a byte of it
/// is read, so they have to be true.</summary>
/// <param name="Distribution">The distribution's name and version.</param>
/// <param name="Sha256">The unpadded URL-safe base64 of the file's SHA-256.</param>
public sealed record RecordedContent(string Distribution, string Sha256)
{
    /// <summary>Holds a file against it.</summary>
    /// <param name="file">Full path of the file, for the message.</param>
    /// <param name="sha256">The hash of its bytes.</param>
    /// <exception cref="PyContainersException">PYC3090.</exception>
    public void Check(string file, ReadOnlySpan<byte> sha256)
    {
        if (Base64Url.EncodeToString(sha256) != Sha256)
            throw LayerErrors.DiffersFromRecord(file, Distribution);
    }

    /// <summary>Reads a file and holds it against it.</summary>
    /// <exception cref="PyContainersException">PYC3090.</exception>
    public void Check(string file) => Check(file, Convert.FromHexString(Digests.Hex(Digests.OfFile(file))));
}
