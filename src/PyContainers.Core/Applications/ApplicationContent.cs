using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>The files of an application's folder: those in the image, and those that are left out.</summary>
/// <param name="Entries">Files and links, in ordinal order of the image's path.</param>
/// <param name="LeftOut">Everything else, in ordinal order.</param>
public sealed record ApplicationContent(IReadOnlyList<LayerEntry> Entries, IReadOnlyList<LeftOut> LeftOut)
{
    /// <summary>No file at all.</summary>
    public static ApplicationContent Empty { get; } = new([], []);
}
