using System.Formats.Tar;

namespace PyContainers.Testing.Images;

/// <summary>One entry of a layer, without its bytes.</summary>
/// <param name="Name">As it stands there, ex: <c>app/</c>.</param>
/// <param name="EntryType">What it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Uid">Its owner.</param>
/// <param name="Gid">Its group.</param>
/// <param name="ModificationTime">When it was changed last.</param>
/// <param name="LinkName">Where a link leads; empty for anything else.</param>
/// <param name="Content">What its content is.</param>
public sealed record LayerItem(
    string Name,
    TarEntryType EntryType,
    UnixFileMode Mode,
    int Uid,
    int Gid,
    DateTimeOffset ModificationTime,
    string LinkName,
    FileContent Content
)
{
    /// <summary>Where it is in an image, ex: <c>/app</c>.</summary>
    public string Path { get; } =
        "/" + string.Join('/', Name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));

    public bool IsDirectory => EntryType == TarEntryType.Directory;

    public bool IsFile => EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;

    public bool IsSymbolicLink => EntryType == TarEntryType.SymbolicLink;
}
