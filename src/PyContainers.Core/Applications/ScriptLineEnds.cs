using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>Scripts that Linux cannot start because their first line ends as on Windows. The start script is checked by
/// <see cref="BootScript"/>; these are those that the application may start itself.</summary>
public static class ScriptLineEnds
{
    /// <summary>Warns of each.</summary>
    /// <remarks>Python code is left alone: Python reads either line end, and a checkout on Windows has the other one
    /// everywhere.</remarks>
    /// <param name="entries">The application's files.</param>
    /// <param name="log">Gets the warnings.</param>
    public static void Check(IEnumerable<LayerEntry> entries, ILog log)
    {
        foreach (var file in entries.OfType<FileEntry>().Where(file => !IsPython(file.Path) && EndsWrong(file.Source)))
            log.Warning(FileErrors.ScriptWithCarriageReturn(file.Source));
    }

    private static bool IsPython(string path) =>
        path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".pyw", StringComparison.Ordinal);

    private static bool EndsWrong(string path)
    {
        Span<byte> start = stackalloc byte[Shebang.Longest + 2];
        using var file = BusyFiles.OpenRead(path);
        var read = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return read.StartsWith("#!"u8) && read.IndexOf((byte)'\n') is > 0 and var end && read[end - 1] == (byte)'\r';
    }
}
