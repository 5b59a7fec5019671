using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Interpreters;

/// <summary>The folder where uv keeps interpreter archives (<c>UV_PYTHON_CACHE_DIR</c>): the first nine hex digits of
/// the SHA-256, a dash, the file name.</summary>
public static class UvArchives
{
    private const int HashDigits = 9;

    /// <summary>Finds an archive and verifies it: uv names the file before it has checked the hash, so a damaged one
    /// can be there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fileName">The file name at the end of the archive's URL, decoded.</param>
    /// <returns>The archive, or null when there is none.</returns>
    /// <exception cref="PyContainersException">PYC1012 when it is damaged.</exception>
    public static VerifiedArchive? Find(string folder, string fileName)
    {
        if (!Directory.Exists(folder))
            return null;
        string[] endings = ["-" + fileName, "-" + fileName.Replace('+', '-')]; // uv writes an encoded plus as a dash
        var path = Directory
            .EnumerateFiles(folder)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(file =>
                endings.Any(ending =>
                    Path.GetFileName(file).Length == HashDigits + ending.Length
                    && file.EndsWith(ending, StringComparison.Ordinal)
                )
            );
        if (path is null)
            return null;

        var digest = Digests.OfFile(path);
        return HasHashOfName(path, digest)
            ? new VerifiedArchive(path, digest)
            : throw UvErrors.InterpreterArchive(
                $"'{path}' has the SHA-256 {Digests.Hex(digest)}, which is not the one in its name. Delete the file; "
                    + "the next publish fetches it again."
            );
    }

    /// <summary>Removes archives that are not what their names say.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static void RemoveDamaged(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*.tar.*").Where(file =>
            Path.GetFileName(file).IndexOf('-', StringComparison.Ordinal) == HashDigits
            && !HasHashOfName(file, Digests.OfFile(file))))
        {
            BusyFiles.Retry(() => File.Delete(path));
        }
    }

    private static bool HasHashOfName(string path, string digest) =>
        Digests.Hex(digest).StartsWith(Path.GetFileName(path)[..HashDigits], StringComparison.Ordinal);
}
