using System.Formats.Tar;

namespace PyContainers.Core.Common;

/// <summary>What lies at a path and is neither file nor folder nor link. Reading it may wait for ever, and no image has
/// it: this is the one place that tells them apart.</summary>
public static class SpecialFile
{
    /// <summary>What <see cref="KindOf"/> says of a socket.</summary>
    public const string Socket = "a socket";

    private const int TypeInHeader = 156;

    // What .NET throws without a cause of the system's.
    private const int PlainIOException = unchecked((int)0x80131620);

    /// <summary>What the file is, ex: <c>a socket</c>; null for a regular one, and for one that is not there. A link
    /// is not followed. Opens nothing that could wait.</summary>
    public static string? KindOf(FileInfo file)
    {
        // None of them has a length.
        if (OperatingSystem.IsWindows() || !file.Exists || file.Length > 0 || file.LinkTarget is not null)
            return null;
        using var header = new MemoryStream();
        try
        {
            using var tar = new TarWriter(header, TarEntryFormat.Ustar, leaveOpen: true);
            tar.WriteEntry(file.FullName, "x"); // .NET tells the kind of a file here only
        }
        catch (IOException e) when (e.HResult == PlainIOException)
        {
            return Socket; // tar has no entry for it
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it is gone, or closed: whoever reads it will tell
        }

        return (TarEntryType)header.GetBuffer()[TypeInHeader] switch
        {
            TarEntryType.Fifo => "a named pipe",
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            _ => null,
        };
    }

    /// <summary>Throws unless a path is a regular file or nothing.</summary>
    /// <param name="path">A full path; links are followed.</param>
    /// <exception cref="SpecialFileException">It is something else.</exception>
    public static void Refuse(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo behind)
            file = behind;
        if (KindOf(file) is { } kind)
            throw new SpecialFileException(path, kind);
    }
}

/// <summary>A file is needed, and something else is there.</summary>
/// <param name="path">Where.</param>
/// <param name="kind">What, ex: <c>a socket</c>.</param>
public sealed class SpecialFileException(string path, string kind) : IOException($"'{path}' is {kind}.")
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>What it is, ex: <c>a socket</c>.</summary>
    public string Kind { get; } = kind;
}
