namespace PyContainers.Core.Tar;

/// <summary>A folder of the base image.</summary>
/// <param name="Path">Relative to <c>/</c>, <c>/</c>-separated; empty for the root.</param>
/// <param name="Mode">Its permissions with the sticky and set-id bits, ex: <c>0o1777</c>.</param>
/// <param name="Uid">Owner.</param>
/// <param name="Gid">Group.</param>
/// <param name="Links">The symbolic links in it, by name, with their targets as stored.</param>
/// <param name="Files">The names of everything else in it that is no folder.</param>
public sealed record BaseFolder(
    string Path, int Mode, int Uid, int Gid, IReadOnlyDictionary<string, string> Links, IReadOnlyList<string> Files)
{
    private const int Others = 1, Group = 8, Owner = 64;

    /// <summary>Whether a user can reach what lies in it.</summary>
    public bool MayEnter(int uid, int gid) =>
        uid == 0 || (Mode & (uid == Uid ? Owner : gid == Gid ? Group : Others)) != 0;

    /// <summary>Whether everybody may make files in it.</summary>
    public bool IsShared => (Mode & (2 * Others)) != 0;

    /// <summary>Whether a user can make files in it, whatever group it runs with.</summary>
    public bool MayWrite(int uid) => IsShared || (uid == Uid && (Mode & (2 * Owner)) != 0);
}
